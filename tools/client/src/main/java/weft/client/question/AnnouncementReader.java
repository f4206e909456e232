package weft.client.question;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.ENCODING;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;
import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.client.handshake.Line;
import weft.client.probe.Announcement;
import weft.client.probe.ServerExtension;
import weft.rfb.PixelFormat;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientFence;
import weft.rfb.message.CutText;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// A conversation in which a client says that it knows every extension, and asks for a fence, or
/// where there are none for one pixel, again and again. It reads what the server sends besides, and
/// keeps nothing of it but that it came.
public final class AnnouncementReader {

    /// How often it asks.
    private static final int QUESTIONS = 20;

    /// Rectangles that are no answer, before one that is; more is no announcement any more.
    private static final int PATIENCE = 10_000;

    private static final int UPDATE = 0;
    private static final int COLOURS = 1;
    private static final int BELL = 2;
    private static final int CUT_TEXT = 3;
    private static final int END_OF_CONTINUOUS_UPDATES = 150;
    private static final int FENCE = 248;
    private static final int XVP = 250;
    private static final int GII = 253;
    private static final int QEMU = 255;
    private static final int QEMU_AUDIO_DATA = 2;
    private static final int LONGEST_FENCE = 64;
    private static final long SIGN = 1L << 31;
    private static final long CAPS = 1L << 24;
    private static final int BYTES_PER_PIXEL = 4;

    private final Line line;
    private final LongSupplier nanoTime;
    private final Set<ServerExtension> extensions = EnumSet.noneOf(ServerExtension.class);
    private int screens;
    private int seen;
    private boolean answered;
    private int answeredFence = -1;

    /// After a login.
    public AnnouncementReader(Line line, LongSupplier nanoTime) {
        this.line = line;
        this.nanoTime = nanoTime;
    }

    /// Asks, and reads the answers.
    public Announcement read(ServerInit init) throws IOException {
        List<Integer> encodings = new ArrayList<>(List.of(Encoding.RAW.number()));
        for (ServerExtension extension : ServerExtension.values()) {
            encodings.add(extension.number());
        }
        new SetPixelFormat(PixelFormat.XRGB8888).write(line.out());
        new SetEncodings(encodings).write(line.out());
        Duration _ = ask();
        // from here on nothing but the fence, or the pixel, is an answer
        boolean fences = extensions.contains(ServerExtension.FENCE);
        new SetEncodings(
                        fences
                                ? List.of(Encoding.RAW.number(), Encoding.FENCE.number())
                                : List.of(Encoding.RAW.number()))
                .write(line.out());
        List<Duration> roundTrips = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            roundTrips.add(fences ? askFence((byte) i) : ask());
        }
        return new Announcement(init, extensions, screens, roundTrips);
    }

    private Duration ask() throws IOException {
        long start = nanoTime.getAsLong();
        request(false);
        answered = false;
        while (!answered) {
            message(line.in());
        }
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /// A server may pace its pictures, and holds no fence up that asks for no more than an answer.
    private Duration askFence(byte number) throws IOException {
        long start = nanoTime.getAsLong();
        new ClientFence(new Fence(Fence.REQUEST, new byte[] {number})).write(line.out());
        line.flush();
        answeredFence = -1;
        while (answeredFence != number) {
            message(line.in());
        }
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private void request(boolean incremental) throws IOException {
        new FramebufferUpdateRequest(incremental, 0, 0, 1, 1).write(line.out());
        line.flush();
    }

    private void message(RfbInput in) throws IOException {
        int type = in.u8();
        switch (type) {
            case UPDATE -> {
                update(in);
                if (!answered) {
                    // TigerVNC takes an update without pixels for the answer; the pixel is still
                    // owed, and asked for as new it would be followed by such an update again
                    request(true);
                }
            }
            case COLOURS -> {
                in.skip(3);
                in.skip(6L * in.u16());
            }
            case BELL -> {}
            case CUT_TEXT -> cutText(in);
            case END_OF_CONTINUOUS_UPDATES -> extensions.add(ServerExtension.CONTINUOUS_UPDATES);
            case FENCE -> fence(in);
            case XVP -> {
                in.skip(3);
                extensions.add(ServerExtension.XVP);
            }
            case GII -> gii(in);
            case QEMU -> audio(in);
            default ->
                    throw new RfbProtocolException(
                            MESSAGE_TYPE, "Expected the type of a server's message, got " + type);
        }
    }

    private void cutText(RfbInput in) {
        in.skip(3);
        long length = in.u32();
        boolean extended = length >= SIGN;
        long bytes = extended ? (SIGN << 1) - length : length;
        if (bytes > CutText.LIMIT_BYTES || (extended && bytes < 4)) {
            throw new RfbProtocolException(
                    LIMIT, "Cut text of %d bytes, limit %d".formatted(bytes, CutText.LIMIT_BYTES));
        }
        if (extended) {
            if ((in.u32() & CAPS) != 0) {
                extensions.add(ServerExtension.EXTENDED_CLIPBOARD);
            }
            in.skip(bytes - 4);
        } else {
            in.skip(bytes);
        }
    }

    private void fence(RfbInput in) throws IOException {
        in.skip(3);
        long flags = in.u32();
        int length = in.u8();
        if (length > LONGEST_FENCE) {
            throw new RfbProtocolException(
                    LIMIT, "A fence of %d bytes > limit %d".formatted(length, LONGEST_FENCE));
        }
        byte[] payload = in.bytes(length);
        extensions.add(ServerExtension.FENCE);
        if ((flags & Integer.toUnsignedLong(Fence.REQUEST)) != 0) {
            new ClientFence(new Fence((int) flags, payload).answer()).write(line.out());
            line.flush();
        } else if (length == 1) {
            answeredFence = payload[0];
        }
    }

    private void gii(RfbInput in) {
        boolean isBig = (in.u8() & 0x80) != 0;
        int first = in.u8();
        int second = in.u8();
        in.skip(isBig ? first << 8 | second : second << 8 | first);
        extensions.add(ServerExtension.GII);
    }

    private static void audio(RfbInput in) {
        in.skip(1);
        if (in.u16() == QEMU_AUDIO_DATA) {
            in.skip(in.u32());
        }
    }

    private void update(RfbInput in) {
        in.skip(1);
        int count = in.u16();
        for (int i = 0; i < count; i++) {
            RectangleHeader header = RectangleHeader.read(in);
            seen++;
            if (seen > PATIENCE) {
                throw new RfbProtocolException(
                        LIMIT, "More than " + PATIENCE + " rectangles for so many pixels");
            }
            if (header.encoding() == Encoding.RAW.number()) {
                in.skip(pixels(header) * BYTES_PER_PIXEL);
                answered |= header.x() == 0 && header.y() == 0 && pixels(header) > 0;
            } else if (!extension(header, in)) {
                extensions.add(ServerExtension.LAST_RECT);
                return;
            }
        }
    }

    private static long pixels(RectangleHeader header) {
        return (long) header.width() * header.height();
    }

    /// False after the one that ends the update.
    private boolean extension(RectangleHeader header, RfbInput in) {
        ServerExtension extension =
                ServerExtension.byNumber(header.encoding())
                        .orElseThrow(() ->
                                new RfbProtocolException(
                                        ENCODING,
                                        "Expected Raw or a pseudo-encoding that was asked for, got "
                                                + header.encoding()));
        long pixels = pixels(header);
        long maskBytes = (long) Math.ceilDiv(header.width(), Byte.SIZE) * header.height();
        switch (extension) {
            case EXTENDED_DESKTOP_SIZE -> {
                screens = in.u8();
                in.skip(3 + 16L * screens);
            }
            case DESKTOP_NAME -> in.skip(name(in));
            case CURSOR -> in.skip(pixels * BYTES_PER_PIXEL + maskBytes);
            case X_CURSOR -> in.skip(pixels == 0 ? 0 : 6 + 2 * maskBytes);
            case CURSOR_WITH_ALPHA -> {
                int encoding = in.s32();
                if (encoding != Encoding.RAW.number()) {
                    throw new RfbProtocolException(
                            DATA, "Expected a cursor with alpha in Raw, got " + encoding);
                }
                in.skip(pixels * BYTES_PER_PIXEL);
            }
            case LED_STATE -> in.skip(1);
            case LAST_RECT -> {
                return false;
            }
            case DESKTOP_SIZE,
                    QEMU_KEY_EVENTS,
                    QEMU_AUDIO,
                    QEMU_POINTER_MOTION,
                    EXTENDED_MOUSE_BUTTONS -> {}
            case FENCE, CONTINUOUS_UPDATES, EXTENDED_CLIPBOARD, XVP, GII ->
                    throw new RfbProtocolException(ENCODING, extension + " is no rectangle");
        }
        extensions.add(extension);
        return true;
    }

    private static long name(RfbInput in) {
        long length = in.u32();
        if (length > CutText.LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "A name of %d bytes > limit %d".formatted(length, CutText.LIMIT_BYTES));
        }
        return length;
    }
}
