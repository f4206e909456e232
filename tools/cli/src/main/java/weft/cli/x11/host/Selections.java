package weft.cli.x11.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.cli.x11.XRequest;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.clipboard.ClipboardFormat;
import weft.server.VncServer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Text on the clipboard of an X display, both ways (Inter-Client Communication Conventions,
/// section 2).
///
/// A program's text is asked for when a viewer wants it. A viewer's text is offered as CLIPBOARD
/// and as PRIMARY, and asked for when a program wants it.
///
/// ```
/// IDLE      -> ASKED     // ConvertSelection; one question at a time, the others wait
/// ASKED     -> IDLE      // SelectionNotify, or nobody has answered for 5 s
/// ASKED     -> RECEIVING // the answer comes in pieces (INCR)
/// RECEIVING -> IDLE      // an empty piece, or too much, or none for 5 s
/// ```
///
/// Its monitor guards the questions; the thread of the events does all that waits for the server.
final class Selections {
    private static final Logger LOG = LoggerFactory.getLogger(Selections.class);

    private static final int CREATE_WINDOW = 1;
    private static final int CHANGE_PROPERTY = 18;
    private static final int GET_PROPERTY = 20;
    private static final int SET_SELECTION_OWNER = 22;
    private static final int CONVERT_SELECTION = 24;
    private static final int SEND_EVENT = 25;
    private static final int SELECT_SELECTION_INPUT = 2;

    private static final int PROPERTY_NOTIFY = 28;
    private static final int SELECTION_CLEAR = 29;
    private static final int SELECTION_REQUEST = 30;
    private static final int SELECTION_NOTIFY = 31;

    private static final int INPUT_ONLY = 2;
    private static final int EVENT_MASK = 0x800;
    private static final int PROPERTY_CHANGE = 0x40_0000;
    private static final int PRIMARY = 1;
    private static final int ATOM = 4;
    private static final int STRING = 31;
    private static final int SLACK = 64;

    private static final int MOST_BYTES = ClipboardFormat.TEXT.limitBytes();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final XConnection connection;
    private final XExtension fixes;
    private final int window;
    private final int clipboard;
    private final int targets;
    private final int utf8;
    private final int text;
    private final int incr;
    private final int property;

    private final Deque<Consumer<Optional<byte[]>>> questions = new ArrayDeque<>();
    private boolean asked;
    private long askedSince;
    private @Nullable ByteArrayOutputStream receiving;
    private @Nullable ClipboardContents offered;

    Selections(XConnection connection, XExtension fixes) throws XException {
        this.connection = connection;
        this.fixes = fixes;
        clipboard = connection.atom("CLIPBOARD");
        targets = connection.atom("TARGETS");
        utf8 = connection.atom("UTF8_STRING");
        text = connection.atom("TEXT");
        incr = connection.atom("INCR");
        property = connection.atom("WEFT_SELECTION");
        window = connection.newId();
        connection.send(
                new XRequest(CREATE_WINDOW, 0)
                        .u32(window)
                        .u32(connection.setup().screen().root())
                        .pad(4)
                        .u16(1)
                        .u16(1)
                        .u16(0)
                        .u16(INPUT_ONLY)
                        .u32(0)
                        .u32(EVENT_MASK)
                        .u32(PROPERTY_CHANGE));
        connection.send(fixes.request(SELECT_SELECTION_INPUT).u32(window).u32(clipboard).u32(1));
    }

    /// What the display has, to be asked for.
    private ClipboardContents contents() {
        return new ClipboardContents() {
            @Override
            public Set<ClipboardFormat> formats() {
                return Set.of(ClipboardFormat.TEXT);
            }

            @Override
            public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
                if (format == ClipboardFormat.TEXT) {
                    ask(answer);
                } else {
                    answer.accept(Optional.empty());
                }
            }
        };
    }

    private void ask(Consumer<Optional<byte[]>> answer) {
        synchronized (this) {
            questions.add(answer);
        }
        try {
            askNext();
        } catch (XException e) {
            LOG.debug("the clipboard is not asked: {}", e.getMessage());
            forget();
        }
    }

    private void askNext() throws XException {
        synchronized (this) {
            if (asked || questions.isEmpty()) {
                return;
            }
            asked = true;
            askedSince = System.nanoTime();
            receiving = null;
        }
        convert(utf8);
    }

    private void convert(int target) throws XException {
        connection.send(
                new XRequest(CONVERT_SELECTION, 0)
                        .u32(window)
                        .u32(clipboard)
                        .u32(target)
                        .u32(property)
                        .u32(0));
    }

    private void answer(Optional<byte[]> utf8Text) throws XException {
        Consumer<Optional<byte[]>> question;
        synchronized (this) {
            question = questions.poll();
            asked = false;
            receiving = null;
        }
        if (question != null) {
            question.accept(utf8Text);
        }
        askNext();
    }

    /// Gives up a question that nobody answers.
    void tick() throws XException {
        boolean late;
        synchronized (this) {
            late = asked && System.nanoTime() - askedSince > PATIENCE_NANOS;
        }
        if (late) {
            answer(Optional.empty());
        }
    }

    /// Answers all questions with nothing: the display has gone.
    void forget() {
        Deque<Consumer<Optional<byte[]>>> open;
        synchronized (this) {
            open = new ArrayDeque<>(questions);
            questions.clear();
        }
        open.forEach(question -> question.accept(Optional.empty()));
    }

    /// A viewer has something new: programs that paste are given it.
    void offer(ClipboardContents contents) throws XException {
        if (!contents.formats().contains(ClipboardFormat.TEXT)) {
            return;
        }
        synchronized (this) {
            offered = contents;
        }
        own(clipboard);
        own(PRIMARY);
    }

    private void own(int selection) throws XException {
        connection.send(new XRequest(SET_SELECTION_OWNER, 0).u32(window).u32(selection).u32(0));
    }

    /// Does what an event asks for, if it is one about selections.
    void event(XData event, Optional<VncServer> viewers) throws XException {
        int code = event.code();
        if (code == fixes.firstEvent()) {
            int owner = event.skip(8).id();
            if (owner != 0 && owner != window) {
                viewers.ifPresent(server -> server.clipboard(contents()));
            }
        } else if (code == SELECTION_NOTIFY) {
            arrived(event.skip(12));
        } else if (code == PROPERTY_NOTIFY) {
            changed(event.skip(4));
        } else if (code == SELECTION_REQUEST) {
            requested(event.skip(4));
        } else if (code == SELECTION_CLEAR && event.skip(12).id() == clipboard) {
            synchronized (this) {
                offered = null;
            }
        }
    }

    /// The owner of the selection has answered.
    private void arrived(XData event) throws XException {
        int selection = event.id();
        int target = event.id();
        boolean refused = event.id() == 0;
        synchronized (this) {
            if (!asked || selection != clipboard) {
                return;
            }
        }
        if (refused && target == utf8) {
            convert(STRING);
        } else if (refused) {
            answer(Optional.empty());
        } else {
            take();
        }
    }

    private void take() throws XException {
        Piece piece = takeProperty();
        if (piece.type == incr) {
            synchronized (this) {
                receiving = new ByteArrayOutputStream();
            }
        } else {
            answer(piece.complete ? Optional.of(asUtf8(piece)) : Optional.empty());
        }
    }

    /// The next piece of a long text is there.
    private void changed(XData event) throws XException {
        boolean isOurs = event.id() == window && event.id() == property;
        event.skip(4);
        boolean isNew = event.u8() == 0;
        ByteArrayOutputStream parts;
        synchronized (this) {
            parts = receiving;
        }
        if (!isOurs || !isNew || parts == null) {
            return;
        }
        Piece piece = takeProperty();
        parts.writeBytes(piece.bytes);
        synchronized (this) {
            askedSince = System.nanoTime();
        }
        if (!piece.complete || parts.size() > MOST_BYTES) {
            answer(Optional.empty());
        } else if (piece.bytes.length == 0) {
            answer(Optional.of(asUtf8(new Piece(piece.type, parts.toByteArray(), true))));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(int type, byte[] bytes, boolean complete) {}

    /// Reads the property that answers come in, and deletes it.
    private Piece takeProperty() throws XException {
        XData reply =
                connection
                        .ask(
                                new XRequest(GET_PROPERTY, 1)
                                        .u32(window)
                                        .u32(property)
                                        .u32(0)
                                        .u32(0)
                                        .u32(MOST_BYTES / 4),
                                MOST_BYTES)
                        .await()
                        .skip(1);
        int format = reply.u8();
        int type = reply.skip(6).id();
        boolean complete = reply.id() == 0;
        long items = reply.u32();
        reply.skip(12);
        int length = format == 8 ? (int) Math.min(items, reply.left()) : 0;
        return new Piece(type, reply.bytes(length), complete);
    }

    private static byte[] asUtf8(Piece piece) {
        return piece.type == STRING
                ? new String(piece.bytes, ISO_8859_1).getBytes(UTF_8)
                : piece.bytes;
    }

    /// A program wants what a viewer has.
    private void requested(XData event) throws XException {
        event.skip(4); // the time
        event.skip(4); // the owner
        int requestor = event.id();
        int selection = event.id();
        int target = event.id();
        int wanted = event.id();
        int into = wanted == 0 ? target : wanted;
        ClipboardContents contents;
        synchronized (this) {
            contents = offered;
        }
        if (contents == null) {
            tell(requestor, selection, target, 0);
        } else if (target == targets) {
            ByteBuffer atoms = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            atoms.putInt(targets).putInt(utf8).putInt(text).putInt(STRING);
            put(requestor, into, ATOM, 32, atoms.array());
            tell(requestor, selection, target, into);
        } else if (target == utf8 || target == text || target == STRING) {
            contents.requestText(answer -> give(answer, requestor, selection, target, into));
        } else {
            tell(requestor, selection, target, 0);
        }
    }

    private void give(Optional<String> answer, int requestor, int selection, int target, int into) {
        try {
            boolean latin1 = target == STRING;
            byte[] bytes = answer.orElse("").getBytes(latin1 ? ISO_8859_1 : UTF_8);
            boolean possible = answer.isPresent() && bytes.length + SLACK <= connection.mostBytes();
            if (possible) {
                put(requestor, into, latin1 ? STRING : utf8, 8, bytes);
            }
            tell(requestor, selection, target, possible ? into : 0);
        } catch (XException e) {
            LOG.debug("the clipboard is not given: {}", e.getMessage());
        }
    }

    private void put(int requestor, int into, int type, int format, byte[] bytes)
            throws XException {
        connection.send(
                new XRequest(CHANGE_PROPERTY, 0)
                        .u32(requestor)
                        .u32(into)
                        .u32(type)
                        .u8(format)
                        .pad(3)
                        .u32(bytes.length / (format / 8))
                        .bytes(bytes));
    }

    /// @param into the property where it is; 0 for none
    private void tell(int requestor, int selection, int target, int into) throws XException {
        connection.send(
                new XRequest(SEND_EVENT, 0)
                        .u32(requestor)
                        .u32(0)
                        .u8(SELECTION_NOTIFY)
                        .pad(3)
                        .u32(0)
                        .u32(requestor)
                        .u32(selection)
                        .u32(target)
                        .u32(into)
                        .pad(8));
    }
}
