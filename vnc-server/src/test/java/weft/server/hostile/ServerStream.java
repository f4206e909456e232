package weft.server.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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

    /// What is wrong with the stream.
    static final class BrokenStreamException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenStreamException(String what) {
            super(what);
        }
    }

    /// The message is not whole yet.
    private static final class MoreNeededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MoreNeededException() {
            super(null, null, false, false);
        }
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

    private byte[] buffer = new byte[1 << 12];
    private int limit;
    private int position;

    private Phase phase = Phase.VERSION;
    private int minor = 8;
    private int choice = -1;
    private List<Integer> offered = List.of();
    private String refusal = "";
    private int width;
    private int height;
    private int bytesPerPixel = 4;
    private final Set<Integer> asked = new HashSet<>(Set.of(0));
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
            asked.add(encoding);
        }
    }

    /// From the next rectangle on.
    void formatSaid(int bitsPerPixel) {
        bytesPerPixel = bitsPerPixel / 8;
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
        return width;
    }

    int height() {
        return height;
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
        return limit - position;
    }

    // ---- reading ----

    /// Reads what `bytes` make whole.
    void feed(byte[] bytes, int count) {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, limit + count));
        }
        System.arraycopy(bytes, 0, buffer, limit, count);
        limit += count;
        total += count;
        while (position < limit) {
            int start = position;
            try {
                step(start);
            } catch (MoreNeededException e) {
                position = start;
                return;
            }
        }
    }

    private void step(int start) {
        switch (phase) {
            case VERSION -> {
                String greeting = new String(take(12), UTF_8);
                check(greeting.equals("RFB 003.008\n"), "greeting " + printable(greeting));
                phase = Phase.SECURITY;
            }
            case SECURITY -> security();
            case CHALLENGE -> {
                byte[] _ = take(16);
                phase = Phase.RESULT;
            }
            case RESULT -> result();
            case INIT -> init();
            case SESSION -> session(start);
            case OTHER -> position = limit;
            case REFUSED -> throw new BrokenStreamException("bytes after the refusal: " + hex());
        }
    }

    private void security() {
        if (minor < 7) {
            int type = s32();
            if (type == 0) {
                refused();
            } else {
                offered = List.of(type);
                choice = type;
                follow();
            }
            return;
        }
        int count = u8();
        if (count == 0) {
            refused();
            return;
        }
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(u8());
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
        int status = s32();
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
        int length = s32();
        check(length > 0 && length <= LARGEST_REASON, "a reason of " + length + " bytes");
        refusal = text(take(length));
        phase = Phase.REFUSED;
    }

    private void init() {
        width = u16();
        height = u16();
        check(width > 0 && height > 0, "a picture of " + width + "x" + height);
        int bits = u8();
        int depth = u8();
        check((bits == 8 || bits == 16 || bits == 32) && depth <= bits, "the first pixel format");
        byte[] _ = take(11);
        padding(3);
        int length = s32();
        check(length >= 0 && length <= LARGEST_REASON << 2, "a name of " + length + " bytes");
        String _ = text(take(length));
        bytesPerPixel = bits / 8;
        phase = Phase.SESSION;
    }

    private void session(int start) {
        int type = u8();
        List<Rectangle> rectangles = List.of();
        switch (type) {
            case FRAMEBUFFER_UPDATE -> rectangles = update();
            case 1 -> {
                padding(1);
                int first = u16();
                int count = u16();
                check(first + count <= 256, "colours up to " + (first + count));
                byte[] _ = take(6 * count);
            }
            case BELL -> {}
            case CUT_TEXT -> cutText();
            case END_OF_CONTINUOUS_UPDATES -> {
                mustHaveAsked(-313, "EndOfContinuousUpdates");
                ends++;
            }
            case FENCE -> {
                mustHaveAsked(-312, "a fence");
                padding(3);
                int flags = s32();
                check((flags & 0x7ffffff8) == 0, "fence flags %08x".formatted(flags));
                int length = u8();
                check(length <= 64, "a fence of " + length + " bytes");
                byte[] payload = take(length);
                if (flags >= 0 && length > 0) {
                    onFence.accept(payload[0]);
                }
            }
            case XVP -> {
                mustHaveAsked(-309, "xvp");
                padding(1);
                check(u8() == 1, "an xvp version");
                int code = u8();
                check(code == 0 || code == 1, "xvp code " + code);
            }
            case GII -> gii();
            case QEMU -> audio();
            default -> throw new BrokenStreamException("message type " + type + ": " + hex());
        }
        messageCount++;
        if (keepsMessages) {
            messages.add(
                    new Message(type, rectangles, Arrays.copyOfRange(buffer, start, position)));
        }
    }

    private void mustHaveAsked(int encoding, String what) {
        check(asked.contains(encoding), what + " though it was not asked for");
    }

    private void cutText() {
        padding(3);
        int length = s32();
        if (length < 0) {
            mustHaveAsked(0xC0A1E5CE, "an extended clipboard");
            check(-(long) length >= 4 && -(long) length <= LARGEST_TEXT, "a clipboard " + length);
            byte[] _ = take(-length);
        } else {
            check(length <= LARGEST_TEXT, "cut text of " + length);
            byte[] _ = take(length);
        }
    }

    private void gii() {
        mustHaveAsked(-305, "gii");
        int kind = u8();
        boolean bigEndian = (kind & 0x80) != 0;
        int length = u16();
        byte[] _ = take(bigEndian ? length : Short.reverseBytes((short) length) & 0xffff);
        check((kind & 0x7f) == 1 || (kind & 0x7f) == 2, "gii kind " + kind);
    }

    private void audio() {
        mustHaveAsked(-259, "sound");
        check(u8() == 1, "a QEMU submessage");
        int operation = u16();
        check(operation <= 2, "audio operation " + operation);
        if (operation == 2) {
            int length = s32();
            check(length >= 0 && length <= LARGEST_TEXT, "sound of " + length + " bytes");
            byte[] _ = take(length);
        }
    }

    private List<Rectangle> update() {
        padding(1);
        int count = u16();
        List<Rectangle> rectangles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var rectangle = new Rectangle(u16(), u16(), u16(), u16(), s32());
            mustHaveAsked(rectangle.encoding, "encoding " + rectangle.encoding);
            if (rectangle.encoding == -224) {
                rectangles.add(rectangle);
                break;
            }
            body(rectangle);
            rectangles.add(rectangle);
        }
        return rectangles;
    }

    private void body(Rectangle rectangle) {
        int w = rectangle.width;
        int h = rectangle.height;
        int encoding = rectangle.encoding;
        boolean isPixels = (encoding >= 0 && encoding < 100) || encoding == -260;
        if (isPixels) {
            check(
                    rectangle.x + w <= width && rectangle.y + h <= height && w > 0 && h > 0,
                    "%s outside of %dx%d".formatted(rectangle, width, height));
        }
        switch (encoding) {
            case 0 -> skip((long) w * h * bytesPerPixel);
            case 1 -> {
                int x = u16();
                int y = u16();
                check(x + w <= width && y + h <= height, "CopyRect from outside");
            }
            case 2 -> skip(bytesPerPixel + (long) s32() * (bytesPerPixel + 8));
            case 4 -> skip(bytesPerPixel + (long) s32() * (bytesPerPixel + 4));
            case 5 -> hextile(w, h);
            case 6, 16, 17 -> skip(s32());
            case 7 -> tight(w, h, false);
            case -260 -> tight(w, h, true);
            case 50 -> {
                int length = s32();
                int flags = s32();
                check((flags & ~3) == 0, "H.264 flags " + flags);
                skip(length);
            }
            case -223 -> resized(w, h);
            case -308 -> screens(rectangle);
            case -307 -> {
                int length = s32();
                check(length >= 0 && length <= LARGEST_REASON << 2, "a name of " + length);
                String _ = text(take(length));
            }
            case -239 -> skip((long) w * h * bytesPerPixel + (long) (w + 7) / 8 * h);
            case -240 -> skip(w * h == 0 ? 0 : 6 + 2L * ((w + 7) / 8) * h);
            case -314 -> {
                check(s32() == 0, "the encoding of a cursor with alpha");
                skip(4L * w * h);
            }
            case 0x574D5664 -> {
                int kind = u8();
                padding(1);
                check(kind <= 1, "a VMware cursor of kind " + kind);
                skip(kind == 0 ? 2L * w * h * bytesPerPixel : 4L * w * h);
            }
            case -232, -257, -258, -259, -316, -317, 0x574D5666 -> {}
            case -261 -> skip(1);
            case 0x574D5668 -> skip(4);
            case 0x574D5669 -> {
                byte[] _ = take(13);
                padding(3);
                resized(w, h);
            }
            default -> throw new BrokenStreamException("unexpected " + rectangle);
        }
    }

    private void resized(int w, int h) {
        check(w > 0 && h > 0, "a picture of " + w + "x" + h);
        width = w;
        height = h;
    }

    private void screens(Rectangle rectangle) {
        int count = u8();
        padding(3);
        check(rectangle.x <= 2 && rectangle.y <= 4, "ExtendedDesktopSize " + rectangle);
        skip(16L * count);
        if (rectangle.y == 0) {
            resized(rectangle.width, rectangle.height);
        }
    }

    private void hextile(int w, int h) {
        for (int y = 0; y < h; y += 16) {
            for (int x = 0; x < w; x += 16) {
                int mask = u8();
                check(mask < 32, "hextile mask " + mask);
                if ((mask & 1) != 0) {
                    skip((long) Math.min(16, w - x) * Math.min(16, h - y) * bytesPerPixel);
                    continue;
                }
                skip(Integer.bitCount(mask & 6) * (long) bytesPerPixel);
                if ((mask & 8) != 0) {
                    skip(u8() * ((mask & 16) != 0 ? bytesPerPixel + 2L : 2L));
                }
            }
        }
    }

    private void tight(int w, int h, boolean png) {
        int pixel = bytesPerPixel == 4 ? 3 : bytesPerPixel;
        int control = u8() >> 4;
        if (control == 8) {
            skip(pixel);
        } else if (control == 9 || (control == 10 && png)) {
            skip(compact());
        } else {
            check(control < 8 || control == 10 || control == 14, "tight control " + control);
            int filter = (control & 4) != 0 ? u8() : 0;
            check(filter <= 2, "tight filter " + filter);
            long size = (long) w * h * pixel;
            if (filter == 1) {
                int colours = u8() + 1;
                skip((long) colours * pixel);
                size = colours <= 2 ? (w + 7L) / 8 * h : (long) w * h;
            }
            skip(size < 12 ? size : compact());
        }
    }

    private int compact() {
        int length = 0;
        for (int i = 0; i < 3; i++) {
            int part = u8();
            length |= (i < 2 ? part & 0x7f : part) << (7 * i);
            if (i < 2 && (part & 0x80) == 0) {
                break;
            }
        }
        return length;
    }

    // ---- bytes ----

    private int u8() {
        need(1);
        return buffer[position++] & 0xff;
    }

    private int u16() {
        return u8() << 8 | u8();
    }

    private int s32() {
        return u16() << 16 | u16();
    }

    private byte[] take(int count) {
        need(count);
        position += count;
        return Arrays.copyOfRange(buffer, position - count, position);
    }

    private void skip(long count) {
        check(count >= 0 && count <= Integer.MAX_VALUE >> 3, "a part of " + count + " bytes");
        need((int) count);
        position += (int) count;
    }

    private void padding(int count) {
        for (byte b : take(count)) {
            check(b == 0, "padding of %02x".formatted(b));
        }
    }

    private void need(int count) {
        if (limit - position < count) {
            throw new MoreNeededException();
        }
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BrokenStreamException("text that is not UTF-8: " + Arrays.toString(bytes));
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new BrokenStreamException(what + ", in phase " + phase);
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private String hex() {
        return java.util.HexFormat.of()
                .formatHex(buffer, Math.max(0, position - 1), Math.min(limit, position + 32));
    }
}
