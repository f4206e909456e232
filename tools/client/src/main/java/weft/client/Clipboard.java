package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.TimedOutException;
import weft.rfb.clipboard.ClipboardAction;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.clipboard.ClipboardMessage.Caps;
import weft.rfb.clipboard.ClipboardMessage.Notify;
import weft.rfb.clipboard.ClipboardMessage.Peek;
import weft.rfb.clipboard.ClipboardMessage.Provide;
import weft.rfb.clipboard.ClipboardMessage.Request;
import weft.rfb.clipboard.ClipboardText;
import weft.rfb.clipboard.RemoteClipboard;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientMessage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The clipboards of both sides. With servers that know the Extended Clipboard, contents are handed
/// over when the other side asks for them, and may be any text, RTF, HTML and bitmaps; others know
/// Latin-1 text, which is sent at once.
///
/// What was given to the server is asked for later, perhaps only when somebody there pastes it: the
/// client must be connected then.
///
/// Any thread may call.
public final class Clipboard {

    private final Session session;
    private final Status status;
    private final ServerEvents events;
    private final RemoteClipboard servers;

    /* Guarded by this, which is never held while the status is asked or something is sent. */
    private final List<ClientMessage> sending = new ArrayList<>();
    private final List<Runnable> answering = new ArrayList<>();
    private boolean extended;
    private Caps caps = Caps.DEFAULT;
    private @Nullable ClipboardContents own;
    private Optional<ClipboardContents> offered = Optional.empty();
    private Optional<ClipboardContents> untaken = Optional.empty();

    Clipboard(Session session, Status status, ServerEvents events) {
        this.session = session;
        this.status = status;
        this.events = events;
        servers =
                new RemoteClipboard(
                        this::exclusively,
                        request -> sending.add(new ClientClipboard(request)),
                        answering::add);
    }

    /// Runs `task` alone, then does what it has left to be done.
    private void exclusively(Runnable task) {
        List<ClientMessage> messages;
        List<Runnable> answers;
        synchronized (this) {
            task.run();
            messages = List.copyOf(sending);
            sending.clear();
            answers = List.copyOf(answering);
            answering.clear();
        }
        if (!messages.isEmpty()) {
            session.send(messages.toArray(ClientMessage[]::new));
        }
        answers.forEach(Runnable::run);
        status.changed();
    }

    /// Whether the server knows more than Latin-1 text. It says so once it knows that this client
    /// does, which is before its first picture.
    public synchronized boolean isExtended() {
        return extended;
    }

    /// Puts text on the server's clipboard.
    ///
    /// @throws IllegalArgumentException if it is too long, or has a character that is not in
    ///   Latin-1 and the server knows nothing else: it would get another one
    public void text(String text) {
        if (!isExtended()) {
            checkLatin1(text);
        }
        offer(ClipboardContents.ofText(text));
    }

    private static void checkLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text.charAt(i))) {
                throw new IllegalArgumentException(
                        "Character %d of the text, U+%04X, is not in Latin-1, and the server knows"
                                        .formatted(i + 1, (int) text.charAt(i))
                                + " no other text");
            }
        }
    }

    /// Offers the server what is on a clipboard, until the next offer. It is asked for the formats
    /// that the server wants, on the thread that reads from the server: it must return soon. A
    /// server that knows nothing but Latin-1 gets the text, with question marks for what that
    /// lacks.
    public void offer(ClipboardContents contents) {
        exclusively(() -> {
            own = contents;
            if (extended) {
                announce(contents);
            } else {
                // what the contents do is not our affair
                answering.add(() ->
                        contents.requestText(
                                text -> text.map(ClientCutText::new).ifPresent(session::send)));
            }
        });
    }

    /// A server that cannot be notified is given all at once.
    private void announce(ClipboardContents contents) {
        Set<ClipboardFormat> formats = known(contents.formats());
        boolean notifies = caps.actions().contains(ClipboardAction.NOTIFY);
        if (!notifies && caps.actions().contains(ClipboardAction.PROVIDE)) {
            answering.add(() -> provide(contents, formats));
        } else {
            sending.add(new ClientClipboard(new Notify(formats)));
        }
    }

    private Set<ClipboardFormat> known(Set<ClipboardFormat> formats) {
        Set<ClipboardFormat> known = EnumSet.noneOf(ClipboardFormat.class);
        known.addAll(formats);
        known.retainAll(caps.sizes().keySet());
        return known;
    }

    /// What the server has said last to have.
    public synchronized Optional<ClipboardContents> contents() {
        return offered;
    }

    /// Asks the server to say again what it has; nothing, if it knows only Latin-1.
    public void peek() {
        exclusively(() -> {
            if (extended) {
                sending.add(new ClientClipboard(new Peek()));
            }
        });
    }

    /// What the server has said to have since this was last called; waits until it does.
    public ClipboardContents take(Duration timeout) {
        return status.await(
                timeout,
                this::takeNow,
                frame ->
                        new TimedOutException(
                                "Waited %s for the server's clipboard"
                                        .formatted(Waits.text(timeout)),
                                frame));
    }

    private synchronized Optional<ClipboardContents> takeNow() {
        Optional<ClipboardContents> taken = untaken;
        untaken = Optional.empty();
        return taken;
    }

    /// The next text that the server has on its clipboard: what it has put there since contents
    /// were last taken, or else will.
    public String takeText(Duration timeout) {
        long began = status.clock().nanoTime();
        while (true) {
            Optional<String> text = text(take(left(timeout, began)), left(timeout, began));
            if (text.isPresent()) {
                return text.get();
            }
        }
    }

    private Duration left(Duration timeout, long began) {
        Duration left = timeout.minusNanos(status.clock().nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Optional<String> text(ClipboardContents contents, Duration timeout) {
        var answer = new CompletableFuture<Optional<String>>();
        contents.requestText(text -> {
            var _ = answer.complete(text);
            status.changed();
        });
        return status.await(
                timeout,
                () -> Optional.ofNullable(answer.getNow(null)),
                frame ->
                        new TimedOutException(
                                "Waited %s for the text on the server's clipboard"
                                        .formatted(Waits.text(timeout)),
                                frame));
    }

    // ---- what the server says, on the thread that reads from it ----

    /// A text that is longer in UTF-8 than a clipboard's may be is none.
    void cutText(String text) {
        byte[] utf8 = ClipboardText.withNewlines(text).getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= ClipboardFormat.TEXT.limitBytes()) {
            exclusively(servers::forget);
            has(ClipboardContents.of(Map.of(ClipboardFormat.TEXT, utf8)));
        }
    }

    /// The connection is over: what the server was asked for does not come any more.
    void over() {
        exclusively(servers::forget);
    }

    void handle(ClipboardMessage message) {
        // no switch, as in Session
        if (message instanceof Caps announced) {
            exclusively(() -> {
                extended = true;
                caps = announced;
                sending.add(new ClientClipboard(Caps.ALL_WHEN_ASKED));
            });
        } else if (message instanceof Notify(var formats)) {
            change(() -> Optional.of(servers.offered(formats)));
        } else if (message instanceof Request(var formats)) {
            requested(formats);
        } else if (message instanceof Provide provided) {
            Map<ClipboardFormat, byte[]> contents = ClipboardData.decompress(provided);
            change(() -> servers.provided(contents));
        } else if (message instanceof Peek) {
            exclusively(() ->
                    sending.add(
                            new ClientClipboard(
                                    new Notify(own == null ? Set.of() : known(own.formats())))));
        } else {
            throw new AssertionError(message);
        }
    }

    private void requested(Set<ClipboardFormat> formats) {
        ClipboardContents wanted;
        synchronized (this) {
            wanted = own;
        }
        if (wanted != null) {
            provide(wanted, formats);
        }
    }

    private void change(Supplier<Optional<ClipboardContents>> change) {
        List<ClipboardContents> fresh = new ArrayList<>();
        exclusively(() -> change.get().ifPresent(fresh::add));
        fresh.forEach(this::has);
    }

    private void has(ClipboardContents contents) {
        synchronized (this) {
            offered = Optional.of(contents);
            untaken = offered;
        }
        events.clipboard(contents);
        status.changed();
    }

    private void provide(ClipboardContents contents, Set<ClipboardFormat> wanted) {
        Set<ClipboardFormat> missing = EnumSet.noneOf(ClipboardFormat.class);
        missing.addAll(wanted);
        missing.retainAll(contents.formats());
        Map<ClipboardFormat, byte[]> data = new EnumMap<>(ClipboardFormat.class);
        if (missing.isEmpty()) {
            session.send(new ClientClipboard(ClipboardData.compress(data)));
        }
        for (ClipboardFormat format : EnumSet.copyOf(missing)) {
            contents.request(
                    format,
                    bytes -> {
                        boolean whole;
                        synchronized (data) {
                            bytes.filter(found -> found.length <= format.limitBytes())
                                    .ifPresent(found -> data.put(format, found));
                            missing.remove(format);
                            whole = missing.isEmpty();
                        }
                        if (whole) {
                            session.send(new ClientClipboard(ClipboardData.compress(data)));
                        }
                    });
        }
    }
}
