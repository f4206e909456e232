package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.coroutine.Coroutine;
import weft.coroutine.Loop;
import weft.rfb.RfbProtocolException;
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
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.SetEncodings;
import weft.server.access.Right;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The clipboards of one viewer and the host: who has what, and who wants it.
///
/// ```
///   viewer                         here                        host
///     | Notify, ClientCutText ------>|------ contents ----------->|
///     |<------------------- Request  |<----- contents.request ----|
///     | Provide -------------------->|------ answer ------------->|
///     |<-- Notify, ServerCutText     |<----- clipboard(contents) -|
///     | Request -------------------->|------ contents.request --->|
///     |<------------------- Provide  |<----- answer --------------|
/// ```
///
/// What goes to the viewer takes its time: the host is asked, large contents are compressed by a
/// worker. A coroutine of its own does that, one thing after the other, and waits until each is
/// sent; so a viewer that asks a thousand times and does not read gets one answer. All calls are
/// under the global lock.
final class SessionClipboard {
    private static final Logger LOG = LoggerFactory.getLogger(SessionClipboard.class);

    /// Viewers that answer each other's clipboards cannot keep a host busy.
    private static final int OFFERS_PER_SECOND = 20;

    /// Up to so many characters are looked at in place: two hand-offs would cost more than that.
    private static final int IN_PLACE = 4096;

    private final Session session;
    private final Display display;
    private final Loop loop;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final RemoteClipboard viewers;
    private final CoQueue work;
    private final CoQueue answered;
    private @Nullable Coroutine coroutine;
    private boolean extended;
    private Caps caps = Caps.DEFAULT;

    /// What the viewer wants, of what the host has.
    private final Set<ClipboardFormat> wanted = EnumSet.noneOf(ClipboardFormat.class);

    /// Whether the viewer is to be told what the host has.
    private boolean news;

    /// The same, but only because the viewer has asked.
    private boolean peeked;

    /// What the viewer has.
    private @Nullable ClipboardContents offered;

    private String lastCutText = "";
    private final Throttle offers;

    SessionClipboard(
            Session session, Display display, UpdateLoop updates, InputQueue.Viewer input) {
        this.session = session;
        this.display = display;
        this.loop = display.loop();
        this.updates = updates;
        this.input = input;
        viewers =
                new RemoteClipboard(
                        loop::locked,
                        request -> updates.post(new ServerClipboard(request)),
                        input::post);
        work = new CoQueue(loop, "clipboards");
        answered = new CoQueue(loop, "the viewer's clipboard");
        offers = new Throttle(loop, OFFERS_PER_SECOND);
    }

    // ---- what the reader says ----

    /// Each list of encodings with the Extended Clipboard is answered with what this side takes.
    void encodings(SetEncodings message) {
        extended = message.encodings().contains(Encoding.EXTENDED_CLIPBOARD.number());
        if (extended) {
            updates.reply(new ServerClipboard(Caps.ALL_WHEN_ASKED));
        }
    }

    /// The viewer has text, and knows no other way to say so. Its echo of what it was sent last is
    /// nothing new.
    void cutText(String text) {
        offers.pass();
        String last = lastCutText;
        Optional<ClipboardContents> contents =
                text.length() <= IN_PLACE
                        ? contents(text, last)
                        : loop.runOnWorker("reading cut text", () -> contents(text, last));
        if (contents.isPresent()) {
            lastCutText = "";
            forget();
            offer(contents.get());
        }
    }

    /// Nothing if it is the `last` text, or longer in UTF-8 than a clipboard's text may be.
    private Optional<ClipboardContents> contents(String text, String last) {
        String lines = ClipboardText.withNewlines(text);
        if (lines.equals(last)) {
            return Optional.empty();
        }
        byte[] utf8 = lines.getBytes(UTF_8);
        if (utf8.length > ClipboardFormat.TEXT.limitBytes()) {
            if (session.mayTell()) {
                LOG.info(
                        "{}: cut text of {} bytes of UTF-8 is ignored",
                        session.peer(),
                        utf8.length);
            }
            return Optional.empty();
        }
        return Optional.of(ClipboardContents.of(Map.of(ClipboardFormat.TEXT, utf8)));
    }

    /// What the viewer says by the Extended Clipboard.
    void handle(ClipboardMessage message) {
        if (!extended) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE,
                    "Clipboard message before SetEncodings with Extended Clipboard (0xC0A1E5CE)");
        }
        switch (message) {
            case Caps announced -> caps = announced;
            case Request(var formats) -> {
                wanted.addAll(formats);
                wake();
            }
            case Peek() -> {
                peeked = true;
                wake();
            }
            case Notify(var formats) -> {
                if (session.may(Right.CLIPBOARD_IN)) {
                    offers.pass();
                    offer(viewers.offered(formats));
                    answered.restartAll();
                }
            }
            case Provide contents -> {
                if (session.may(Right.CLIPBOARD_IN)) {
                    provided(contents);
                }
            }
        }
    }

    private void provided(Provide message) {
        Map<ClipboardFormat, byte[]> contents =
                loop.runOnWorker(
                        "reading a viewer's clipboard", () -> ClipboardData.decompress(message));
        Optional<ClipboardContents> unasked = viewers.provided(contents);
        answered.restartAll();
        if (unasked.isPresent()) {
            offers.pass();
            offer(unasked.get());
        }
    }

    /// One of a viewer waits at a time: they may be large. While this one does, the viewer may have
    /// lost its right.
    private void offer(ClipboardContents contents) {
        ClipboardContents remembered = contents.remembered();
        input.awaitClipboardTaken();
        if (session.may(Right.CLIPBOARD_IN)) {
            offered = remembered;
            input.clipboard(remembered);
        } else {
            forget();
        }
    }

    /// What the viewer has is not asked for any more, and what was asked is answered by nothing.
    void forget() {
        viewers.forget();
        answered.restartAll();
    }

    /// Waits until the viewer has handed over all that the host has asked for.
    void awaitAnswers() {
        while (viewers.isAwaited()) {
            answered.await();
        }
    }

    // ---- what the host says ----

    /// The host has something new.
    void news() {
        news = true;
        wanted.clear();
        wake();
    }

    private void wake() {
        if (coroutine == null) {
            coroutine = loop.start(session + " clipboard", this::run);
        }
        work.restartAll();
    }

    // ---- the coroutine ----

    private void run() {
        while (true) {
            Optional<ClipboardContents> current =
                    display.clipboard()
                            .filter(contents -> contents != offered)
                            .filter(_ -> session.may(Right.CLIPBOARD_OUT));
            if (news) {
                news = false;
                current.ifPresent(this::announce);
            } else if (peeked) {
                peeked = false;
                updates.reply(
                        new ServerClipboard(
                                new Notify(current.map(this::formats).orElse(Set.of()))));
            } else if (!wanted.isEmpty()) {
                Set<ClipboardFormat> formats = EnumSet.copyOf(wanted);
                wanted.clear();
                current.ifPresent(contents -> provide(contents, formats));
            } else {
                work.await();
            }
        }
    }

    /// What the viewer takes of it.
    private Set<ClipboardFormat> formats(ClipboardContents contents) {
        Set<ClipboardFormat> formats = EnumSet.noneOf(ClipboardFormat.class);
        formats.addAll(contents.formats());
        formats.retainAll(caps.sizes().keySet());
        return formats;
    }

    private void announce(ClipboardContents contents) {
        if (!extended) {
            announceText(contents);
        } else if (caps.actions().contains(ClipboardAction.NOTIFY)) {
            updates.reply(new ServerClipboard(new Notify(formats(contents))));
        } else {
            wanted.addAll(formats(contents)); // it cannot ask
        }
    }

    private void announceText(ClipboardContents contents) {
        byte[] utf8 = fetch(contents, Set.of(ClipboardFormat.TEXT)).get(ClipboardFormat.TEXT);
        if (utf8 != null) {
            ServerCutText message =
                    loop.runOnWorker(
                            "making a clipboard Latin-1",
                            () -> new ServerCutText(new String(utf8, UTF_8)));
            lastCutText = message.text();
            updates.reply(message);
            updates.awaitReplies();
        }
    }

    /// Also says so if there is nothing to be had.
    private void provide(ClipboardContents contents, Set<ClipboardFormat> formats) {
        Map<ClipboardFormat, byte[]> data = fetch(contents, formats);
        if (isCurrent(contents)) {
            Provide message =
                    loop.runOnWorker(
                            "compressing the clipboard", () -> ClipboardData.compress(data));
            updates.reply(new ServerClipboard(message));
            updates.awaitReplies();
        }
    }

    /// Asks the host, and waits for its answers; for as long as it has nothing newer.
    private Map<ClipboardFormat, byte[]> fetch(
            ClipboardContents contents, Set<ClipboardFormat> formats) {
        Map<ClipboardFormat, byte[]> data = new EnumMap<>(ClipboardFormat.class);
        Set<ClipboardFormat> missing = EnumSet.noneOf(ClipboardFormat.class);
        missing.addAll(formats);
        missing.retainAll(contents.formats());
        for (ClipboardFormat format : EnumSet.copyOf(missing)) {
            input.call(() ->
                    contents.request(
                            format,
                            bytes ->
                                    loop.locked(() -> {
                                        bytes.ifPresent(found -> data.put(format, found));
                                        missing.remove(format);
                                        work.restartAll();
                                    })));
        }
        while (!missing.isEmpty() && isCurrent(contents)) {
            work.await();
        }
        return isCurrent(contents) ? data : Map.of();
    }

    private boolean isCurrent(ClipboardContents contents) {
        return session.may(Right.CLIPBOARD_OUT)
                && display.clipboard().filter(current -> current == contents).isPresent();
    }

    /// Ends with the session.
    void close() {
        viewers.forget();
        if (coroutine != null) {
            coroutine.cancel();
        }
    }
}
