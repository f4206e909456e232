package weft.server.login;

import weft.server.connection.Origin;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/// Which connections may be logging in at the same time. Who has logged in is no longer counted
/// here, so no flood of connections can take the place of a viewer.
///
/// Of other machines each source may have so many; from half of the total on, newcomers are turned
/// away at random, and the more likely the fewer places are left, so that a flood from many sources
/// cannot hold them all. Where a newcomer would be turned away, one from its own source makes room
/// for it, if there is one: one that was refused already and only waits to be told so, else one
/// that has not said a word, else, at the limit of its source, the oldest. So whoever floods harms
/// those behind the same address least, and nobody else.
///
/// Who has given credentials and waits for its turn, see [Guesses], is not counted either until it
/// has it: whoever guesses all the time would else put out those who know a password.
///
/// From this machine there may be as many as viewers. What is in the same JVM is not limited here.
///
/// All calls are under the global lock.
public final class Admission {
    private final int total;
    private final int perSource;
    private final int localTotal;
    private final DoubleSupplier random;
    private final Set<Login> remote = new LinkedHashSet<>();
    private final Set<Login> local = new LinkedHashSet<>();

    /// One connection that is logging in.
    public interface Login {
        /// Where it comes from.
        Origin origin();

        /// Whether nothing has come from it yet.
        boolean isSilent();

        /// Whether it was refused, and is told so at its time.
        boolean isRefused();

        /// Ends it: another one takes its place.
        void makeRoom();
    }

    /// @param total of other machines
    /// @param perSource of those, from one address
    /// @param localTotal of this machine
    /// @param random from 0 to 1, exclusively
    public Admission(int total, int perSource, int localTotal, DoubleSupplier random) {
        this.total = total;
        this.perSource = perSource;
        this.localTotal = localTotal;
        this.random = random;
    }

    /// Whether there is room for one from there, which may have to be made; [#enter] is next then.
    public boolean hasRoom(Origin origin) {
        Source source = Source.of(origin);
        return switch (source.kind()) {
            case IN_PROCESS -> true;
            case LOOPBACK, UNIX -> local.size() < localTotal || makeRoom(local, source, true);
            case REMOTE -> sourceFits(source) && totalFits(source);
        };
    }

    /// A connection begins to log in, or goes on with it.
    public void enter(Login newcomer) {
        switch (newcomer.origin().kind()) {
            case IN_PROCESS -> {}
            case LOOPBACK, UNIX -> local.add(newcomer);
            case REMOTE -> remote.add(newcomer);
        }
    }

    private boolean sourceFits(Source source) {
        long own = remote.stream().filter(login -> isOf(source, login)).count();
        return own < perSource || makeRoom(remote, source, true);
    }

    private boolean totalFits(Source source) {
        int free = total / 2;
        if (remote.size() < free) {
            return true;
        }
        double refused = (double) (remote.size() - free) / (total - free);
        return random.getAsDouble() >= refused || makeRoom(remote, source, false);
    }

    /// @param oldest whether one that is in the midst of its login may go
    private static boolean makeRoom(Collection<Login> logins, Source source, boolean oldest) {
        Optional<Login> victim =
                first(logins, source, Login::isRefused)
                        .or(() -> first(logins, source, Login::isSilent))
                        .or(() -> oldest ? first(logins, source, _ -> true) : Optional.empty());
        victim.ifPresent(login -> {
            logins.remove(login);
            login.makeRoom();
        });
        return victim.isPresent();
    }

    private static Optional<Login> first(
            Collection<Login> logins, Source source, Predicate<Login> which) {
        return logins.stream().filter(login -> isOf(source, login)).filter(which).findFirst();
    }

    private static boolean isOf(Source source, Login login) {
        return Source.of(login.origin()).equals(source);
    }

    /// It has logged in, waits for its turn, or is gone.
    public void left(Login login) {
        remote.remove(login);
        local.remove(login);
    }

    /// How many are logging in.
    public int size() {
        return remote.size() + local.size();
    }
}
