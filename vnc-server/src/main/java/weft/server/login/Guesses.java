package weft.server.login;

import weft.server.connection.Origin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Who has guessed wrongly how often, and has to wait for it. Only credentials that were looked at
/// and found wrong count.
///
/// ```
/// free    -> locked   // the 5th wrong guess with this user name from this source
/// locked  -> open     // 2 s later, then 4 s, up to 300 s
/// open    -> locked   // wrong again
/// any     -> free     // right, or an hour without a guess
/// ```
///
/// Nobody locks out others: a lock holds for one user name and one [Source]. Where names are not
/// asked for, and where a tunnel has many people at its end, it would: a source from which somebody
/// has logged in within a day, and this machine, are never locked; each further guess is looked at
/// a second later instead. Beside that there are at most ten guesses a second, of which strange
/// sources get eight.
///
/// All calls are under the global lock.
final class Guesses {

    /// Wrong guesses without consequences.
    private static final int FREE = 5;

    private static final long FIRST_LOCK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_LOCK_NANOS = TimeUnit.SECONDS.toNanos(300);
    private static final int MOST_DOUBLINGS = 8;
    private static final long FORGOTTEN_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long KNOWN_NANOS = TimeUnit.HOURS.toNanos(24);

    private static final int PER_SECOND = 10;
    private static final int PER_SECOND_OF_STRANGERS = 8;

    /// The longest that a login may have to wait for its turn.
    private static final long LONGEST_TURN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_ENTRIES = 10_000;

    /// Longer names count by their digest: what a peer says must not fill the memory.
    private static final int LONGEST_NAME = 64;

    private static final String LOCKED = "too many failed logins";

    private record Key(Source source, String user) {}

    private static final class Entry {
        int wrong;
        int open;
        long lockedUntil;
        long lastNanos;

        boolean isLocked(long now) {
            return wrong + open >= FREE && (open > 0 || now - lockedUntil < 0);
        }
    }

    private final Map<Key, Entry> entries = new Lru<>();
    private final Map<Source, Long> known = new Lru<>();
    private final Rate all = new Rate(PER_SECOND);
    private final Rate strangers = new Rate(PER_SECOND_OF_STRANGERS);

    /// Somebody has given credentials, which are to be looked at next, after [Guess#delayNanos].
    ///
    /// @param user the name that was given; empty if it was not asked for
    /// @throws RefusedException if they must not be looked at
    Guess begin(Origin origin, String user, long now) {
        Source source = Source.of(origin);
        var key = new Key(source, shortened(user));
        Entry entry = entries.getOrDefault(key, new Entry());
        if (entry.open == 0 && now - entry.lastNanos >= FORGOTTEN_NANOS) {
            entry.wrong = 0;
        }
        boolean isTrusted = source.isLocal() || isKnown(source, now);
        long delay = 0;
        if (isTrusted) {
            delay = all.nanosToTurn(now);
            if (entry.wrong >= FREE) {
                delay = Math.max(delay, DELAY_NANOS);
            }
            if (delay > LONGEST_TURN_NANOS) {
                throw new RefusedException(LOCKED);
            }
        } else {
            if (entry.isLocked(now) || strangers.nanosToTurn(now) > 0 || all.nanosToTurn(now) > 0) {
                throw new RefusedException(LOCKED);
            }
            strangers.take(now);
        }
        all.take(now);
        entries.put(key, entry); // only now: who is turned away must not push others out
        entry.open++;
        entry.lastNanos = now;
        return new Guess(source, key, entry, isTrusted, delay);
    }

    private boolean isKnown(Source source, long now) {
        Long since = known.get(source);
        return since != null && now - since < KNOWN_NANOS;
    }

    private static String shortened(String user) {
        if (user.length() <= LONGEST_NAME) {
            return user;
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(user.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many user names and sources are kept.
    int size() {
        return entries.size();
    }

    /// One look at credentials. It ends once.
    final class Guess {
        private final Source source;
        private final Key key;
        private final Entry entry;
        private final boolean isTrusted;
        private final long delayNanos;
        private boolean ended;

        private Guess(Source source, Key key, Entry entry, boolean isTrusted, long delayNanos) {
            this.source = source;
            this.key = key;
            this.entry = entry;
            this.isTrusted = isTrusted;
            this.delayNanos = delayNanos;
        }

        /// How long to wait before they are looked at.
        long delayNanos() {
            return delayNanos;
        }

        /// They were wrong.
        void wrong(long now) {
            if (end()) {
                entry.wrong++;
                entry.lastNanos = now;
                int doublings = Math.clamp(entry.wrong - FREE, 0, MOST_DOUBLINGS);
                entry.lockedUntil =
                        now + Math.min(FIRST_LOCK_NANOS << doublings, LONGEST_LOCK_NANOS);
            }
        }

        /// They were right: what was wrong before is forgotten.
        void right(long now) {
            if (end()) {
                entries.remove(key, entry);
                known.put(source, now);
                giveBack();
            }
        }

        /// Nobody has looked at them in the end. No effect if somebody has.
        void abandon() {
            if (end()) {
                giveBack();
            }
        }

        private boolean end() {
            boolean first = !ended;
            ended = true;
            if (first) {
                entry.open--;
            }
            return first;
        }

        private void giveBack() {
            all.giveBack();
            if (!isTrusted) {
                strangers.giveBack();
            }
        }
    }

    /// So many a second, in any order within it.
    private static final class Rate {
        private final int perSecond;
        private final long intervalNanos;
        private boolean used;

        /// When all that were taken have had their time.
        private long busyUntil;

        Rate(int perSecond) {
            this.perSecond = perSecond;
            intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        }

        /// How long until there is room for one more.
        long nanosToTurn(long now) {
            long room = (perSecond - 1) * intervalNanos;
            return used ? Math.max(0, busyUntil - now - room) : 0;
        }

        void take(long now) {
            busyUntil = (used ? Math.max(busyUntil, now) : now) + intervalNanos;
            used = true;
        }

        void giveBack() {
            busyUntil -= intervalNanos;
        }
    }

    /// Forgets what was not asked for longest.
    private static final class Lru<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private static final float LOAD_FACTOR = 0.75f;
        private static final int FIRST_SIZE = 16;

        Lru() {
            super(FIRST_SIZE, LOAD_FACTOR, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_ENTRIES;
        }
    }
}
