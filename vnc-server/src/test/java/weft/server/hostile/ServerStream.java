package weft.server.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import weft.server.hostile.IncomingBytes.BrokenStreamException;
import weft.server.hostile.IncomingBytes.MoreNeededException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/// All that a server sends to one viewer, read by the specification alone and not by this project's
/// own readers: every byte must have its place, every padding must be zero, and nothing may come
/// that the viewer has not asked for, nor of the display before it is let in.
///
/// It is given bytes as they come, and reads each message when it is whole.
final class ServerStream {

    /// How far the dialogue has come.
    enum Phase {
        VERSION,
        SECURITY,
        CHALLENGE,
        RESULT,
        INIT,
        SESSION,
        /// Inside of a security type of which only the bytes are compared.
        OTHER,
        REFUSED
    }

    /// A rectangle as it was announced.
    record Rectangle(int x, int y, int width, int height, int encoding) {}

    /// A message of the session.
    ///
    /// @param type its number
    /// @param rectangles those of an update
    /// @param bytes the whole message
    @SuppressWarnings("ArrayRecordComponent")
    record Message(int type, List<Rectangle> rectangles, byte[] bytes) {
        boolean has(int encoding) {
            return rectangles.stream().anyMatch(rectangle -> rectangle.encoding == encoding);
        }
    }

    static final int FRAMEBUFFER_UPDATE = 0;
    static final int BELL = 2;
    static final int CUT_TEXT = 3;
    static final int END_OF_CONTINUOUS_UPDATES = 150;
    static final int FENCE = 248;
    static final int XVP = 250;
    static final int GII = 253;
    static final int QEMU = 255;

    private static final int LARGEST_REASON = 1 << 10;
    private static final int LARGEST_TEXT = 1 << 24;

    private final IncomingBytes in = new IncomingBytes();
    private final UpdateStream updates = new UpdateStream(in);

    private Phase phase = Phase.VERSION;
    private int minor = 8;
    private int choice = -1;
    private List<Integer> offered = List.of();
    private String refusal = "";
    private final List<Message> messages = new ArrayList<>();
    private IntConsumer onFence = first -> {};
    private boolean keepsMessages = true;
    private long messageCount;
    private long ends;
    private long total;

    // ---- what the viewer has said ----

    void versionSaid(int minorVersion) {
        minor = minorVersion;
    }

    /// Be it before the list has come.
    void choiceSaid(int securityType) {
        choice = securityType;
        if (!offered.isEmpty()) {
            follow();
        }
    }

    /// What follows is inside of another security type, and goes on as after the choice of `type`.
    void inside(int type) {
        offered = List.of(type);
        choice = type;
        phase = type == 2 ? Phase.CHALLENGE : Phase.RESULT;
    }

    void encodingsSaid(int... encodings) {
        for (int encoding : encodings) {
            updates.asked(encoding);
        }
    }

    /// From the next rectangle on.
    void formatSaid(int bitsPerPixel) {
        updates.bitsPerPixel(bitsPerPixel);
    }

    /// Tells `action` the first byte of each answer to a fence, before what follows is read.
    void onFence(IntConsumer action) {
        onFence = action;
    }

    /// Only counts the messages from here on.
    void forget() {
        keepsMessages = false;
        messages.clear();
    }

    // ---- what it has read ----

    Phase phase() {
        return phase;
    }

    List<Integer> offered() {
        return offered;
    }

    /// The security type that was chosen, be it inside of another one.
    int choice() {
        return choice;
    }

    /// The reason of a refusal.
    String refusal() {
        return refusal;
    }

    int width() {
        return updates.width();
    }

    int height() {
        return updates.height();
    }

    List<Message> messages() {
        return messages;
    }

    long messageCount() {
        return messageCount;
    }

    /// How often EndOfContinuousUpdates came.
    long ends() {
        return ends;
    }

    /// How many bytes came.
    long total() {
        return total;
    }

    /// How many bytes have come of a message that is not whole.
    int rest() {
        return in.rest();
    }

    // ---- reading ----

    /// Reads what `bytes` make whole.
    void feed(byte[] bytes, int count) {
        in.add(bytes, count);
        total += count;
        while (in.rest() > 0) {
            int start = in.position();
            try {
                step(start);
            } catch (MoreNeededException e) {
                in.position(start);
                return;
            }
        }
    }

    private void step(int start) {
        switch (phase) {
            case VERSION -> {
                String greeting = new String(in.take(12), UTF_8);
                check(greeting.equals("RFB 003.008\n"), "greeting " + printable(greeting));
                phase = Phase.SECURITY;
            }
            case SECURITY -> security();
            case CHALLENGE -> {
                byte[] _ = in.take(16);
                phase = Phase.RESULT;
            }
            case RESULT -> result();
            case INIT -> init();
            case SESSION -> session(start);
            case OTHER -> in.skip(in.rest());
            case REFUSED -> throw new BrokenStreamException("bytes after the refusal: " + in);
        }
    }

    private void security() {
        if (minor < 7) {
            int type = in.s32();
            if (type == 0) {
                refused();
            } else {
                offered = List.of(type);
                choice = type;
                follow();
            }
            return;
        }
        int count = in.u8();
        if (count == 0) {
            refused();
            return;
        }
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(in.u8());
        }
        check(Set.copyOf(types).size() == count, "a security type twice: " + types);
        offered = types;
        phase = Phase.RESULT;
        if (choice >= 0) {
            follow();
        }
    }

    /// What comes after the choice.
    private void follow() {
        boolean isOffered = offered.contains(choice);
        if (isOffered && choice == 2) {
            phase = Phase.CHALLENGE;
        } else if (isOffered && choice > 2) {
            phase = Phase.OTHER;
        } else if (isOffered && choice == 1 && minor < 8) {
            phase = Phase.INIT;
        } else {
            phase = Phase.RESULT;
        }
    }

    private void result() {
        int status = in.s32();
        check(status >= 0 && status <= 2, "SecurityResult " + status);
        if (status == 0) {
            check(offered.contains(choice), "let in by security type " + choice);
            phase = Phase.INIT;
        } else if (minor >= 8) {
            refused();
        } else {
            phase = Phase.REFUSED;
        }
    }

    private void refused() {
        int length = in.s32();
        check(length > 0 && length <= LARGEST_REASON, "a reason of " + length + " bytes");
        refusal = in.text(length);
        phase = Phase.REFUSED;
    }

    private void init() {
        updates.resized(in.u16(), in.u16());
        int bits = in.u8();
        int depth = in.u8();
        check((bits == 8 || bits == 16 || bits == 32) && depth <= bits, "the first pixel format");
        byte[] _ = in.take(11);
        in.padding(3);
        int length = in.s32();
        check(length >= 0 && length <= LARGEST_REASON << 2, "a name of " + length + " bytes");
        String _ = in.text(length);
        updates.bitsPerPixel(bits);
        phase = Phase.SESSION;
    }

    private void session(int start) {
        int type = in.u8();
        List<Rectangle> rectangles = List.of();
        switch (type) {
            case FRAMEBUFFER_UPDATE -> rectangles = updates.read();
            case 1 -> {
                in.padding(1);
                int first = in.u16();
                int count = in.u16();
                check(first + count <= 256, "colours up to " + (first + count));
                byte[] _ = in.take(6 * count);
            }
            case BELL -> {}
            case CUT_TEXT -> cutText();
            case END_OF_CONTINUOUS_UPDATES -> {
                mustHaveAsked(-313, "EndOfContinuousUpdates");
                ends++;
            }
            case FENCE -> {
                mustHaveAsked(-312, "a fence");
                in.padding(3);
                int flags = in.s32();
                check((flags & 0x7ffffff8) == 0, "fence flags %08x".formatted(flags));
                int length = in.u8();
                check(length <= 64, "a fence of " + length + " bytes");
                byte[] payload = in.take(length);
                if (flags >= 0 && length > 0) {
                    onFence.accept(payload[0]);
                }
            }
            case XVP -> {
                mustHaveAsked(-309, "xvp");
                in.padding(1);
                check(in.u8() == 1, "an xvp version");
                int code = in.u8();
                check(code == 0 || code == 1, "xvp code " + code);
            }
            case GII -> gii();
            case QEMU -> audio();
            default -> throw new BrokenStreamException("message type " + type + ": " + in);
        }
        messageCount++;
        if (keepsMessages) {
            messages.add(new Message(type, rectangles, in.since(start)));
        }
    }

    private void mustHaveAsked(int encoding, String what) {
        check(updates.wasAsked(encoding), what + " though it was not asked for");
    }

    private void cutText() {
        in.padding(3);
        int length = in.s32();
        if (length < 0) {
            mustHaveAsked(0xC0A1E5CE, "an extended clipboard");
            check(-(long) length >= 4 && -(long) length <= LARGEST_TEXT, "a clipboard " + length);
            byte[] _ = in.take(-length);
        } else {
            check(length <= LARGEST_TEXT, "cut text of " + length);
            byte[] _ = in.take(length);
        }
    }

    private void gii() {
        mustHaveAsked(-305, "gii");
        int kind = in.u8();
        boolean bigEndian = (kind & 0x80) != 0;
        int length = in.u16();
        byte[] _ = in.take(bigEndian ? length : Short.reverseBytes((short) length) & 0xffff);
        check((kind & 0x7f) == 1 || (kind & 0x7f) == 2, "gii kind " + kind);
    }

    private void audio() {
        mustHaveAsked(-259, "sound");
        check(in.u8() == 1, "a QEMU submessage");
        int operation = in.u16();
        check(operation <= 2, "audio operation " + operation);
        if (operation == 2) {
            int length = in.s32();
            check(length >= 0 && length <= LARGEST_TEXT, "sound of " + length + " bytes");
            byte[] _ = in.take(length);
        }
    }

    private void check(boolean holds, String what) {
        IncomingBytes.check(holds, what + ", in phase " + phase);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
