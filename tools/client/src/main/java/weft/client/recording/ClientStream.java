package weft.client.recording;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.BufferedRfbInput;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.CutText;
import weft.rfb.message.SetEncodings;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The messages in what a viewer sends, of which any number of bytes comes at a time.
///
/// Messages that Weft does not know itself but other viewers send are passed over, so that those
/// after them are found. What cannot be read at all ends it for good: nothing more is found.
final class ClientStream {

    /* Types that Weft's server knows, where their length is not in a table already. */
    private static final int SET_PIXEL_FORMAT = 0;
    private static final int SET_ENCODINGS = 2;
    private static final int UPDATE_REQUEST = 3;
    private static final int KEY_EVENT = 4;
    private static final int POINTER_EVENT = 5;
    private static final int CUT_TEXT = 6;
    private static final int CONTINUOUS_UPDATES = 150;
    private static final int FENCE = 248;
    private static final int XVP = 250;
    private static final int SET_DESKTOP_SIZE = 251;
    private static final int GII = 253;
    private static final int QEMU = 255;

    /// The length of a pointer event with more buttons.
    private static final int EXTENDED_POINTER = 7;

    private static final int QEMU_KEY = 0;
    private static final int QEMU_AUDIO_FORMAT = 2;

    private byte[] bytes = new byte[256];
    private int length;
    private final BooleanSupplier announced;
    private boolean extendedButtons;
    private Optional<String> broken = Optional.empty();

    /// @param announced whether the server has announced ExtendedMouseButtons: is asked only for
    ///   what a viewer sends that wants them
    ClientStream(BooleanSupplier announced) {
        this.announced = announced;
    }

    /// Adds bytes.
    ///
    /// @param found is told of each message that is whole now
    void add(byte[] src, int off, int len, Consumer<ClientMessage> found) {
        if (broken.isPresent()) {
            return;
        }
        var all = new RfbBuffer(length + len);
        all.bytes(bytes, 0, length);
        all.bytes(src, off, len);
        bytes = all.array();
        length = all.length();
        try {
            take(found);
        } catch (RfbProtocolException e) {
            broken = Optional.of(String.valueOf(e.getMessage()));
            length = 0;
        }
    }

    /// Why nothing more is found, if that is so.
    Optional<String> broken() {
        return broken;
    }

    private void take(Consumer<ClientMessage> found) {
        int start = 0;
        while (start < length) {
            long size = size(start);
            if (start + size > length) {
                break;
            }
            message(start, (int) size).ifPresent(found);
            start += (int) size;
        }
        System.arraycopy(bytes, start, bytes, 0, length - start);
        length -= start;
    }

    /// How long the message that begins here is, or how long at least as far as its bytes tell.
    private long size(int start) {
        return switch (u8(start)) {
            case SET_PIXEL_FORMAT -> 20;
            case SET_ENCODINGS -> has(start, 4) ? 4 + 4L * u16(start + 2) : 4;
            case KEY_EVENT -> 8;
            case POINTER_EVENT -> has(start, 2) && isExtended(start) ? EXTENDED_POINTER : 6;
            case UPDATE_REQUEST, CONTINUOUS_UPDATES -> 10;
            case CUT_TEXT -> has(start, 8) ? 8 + cutText(start) : 8;
            case FENCE -> has(start, 9) ? 9 + u8(start + 8) : 9;
            case XVP -> 4;
            case SET_DESKTOP_SIZE -> has(start, 8) ? 8 + 16L * u8(start + 6) : 8;
            case GII -> has(start, 4) ? 4 + gii(start) : 4;
            case QEMU -> has(start, 4) ? qemu(start) : 4;
            default -> 1; // to be refused
        };
    }

    /// The length of a text; a negative one is that of the Extended Clipboard's data.
    private long cutText(int start) {
        long size = Math.abs((long) (u16(start + 4) << 16 | u16(start + 6)));
        int limit = bytes[start + 4] < 0 ? ClipboardMessage.LIMIT_BYTES : CutText.LIMIT_BYTES;
        if (size > limit) {
            throw new RfbProtocolException(
                    LIMIT, "Cut text of %d bytes, expected at most %d".formatted(size, limit));
        }
        return size;
    }

    /// Whether a pointer event has a byte more: to servers that have not announced it, the bit that
    /// says so is a button.
    private boolean isExtended(int start) {
        return extendedButtons && (bytes[start + 1] & 0x80) != 0 && announced.getAsBoolean();
    }

    private ClientMessage noted(ClientMessage message) {
        if (message instanceof SetEncodings wanted) {
            extendedButtons = wanted.encodings().contains(Encoding.EXTENDED_MOUSE_BUTTONS.number());
        }
        return message;
    }

    /// The length of what follows, in the byte order that the message has.
    private int gii(int start) {
        boolean isBig = (u8(start + 1) & 0x80) != 0;
        return isBig ? u16(start + 2) : u8(start + 3) << 8 | u8(start + 2);
    }

    private long qemu(int start) {
        if (u8(start + 1) == QEMU_KEY) {
            return 12;
        }
        return u16(start + 2) == QEMU_AUDIO_FORMAT ? 10 : 4;
    }

    private boolean has(int start, int count) {
        return length - start >= count;
    }

    private int u8(int at) {
        return bytes[at] & 0xff;
    }

    private int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /// A whole message; empty for one that Weft does not know.
    private Optional<ClientMessage> message(int start, int size) {
        var in = new Message(bytes, start, start + size);
        return switch (u8(start)) {
            case SET_DESKTOP_SIZE, GII -> readable(in);
            case QEMU ->
                    u8(start + 1) == QEMU_KEY
                            ? Optional.of(ClientMessages.read(in))
                            : Optional.empty();
            case POINTER_EVENT -> Optional.of(ClientMessages.read(in, size == EXTENDED_POINTER));
            default -> Optional.of(noted(ClientMessages.read(in)));
        };
    }

    /// A message that need not be understood to find the next one.
    private static Optional<ClientMessage> readable(Message in) {
        try {
            return Optional.of(ClientMessages.read(in));
        } catch (RfbProtocolException e) {
            return Optional.empty();
        }
    }

    /// A part of an array.
    private static final class Message extends BufferedRfbInput {

        private final byte[] bytes;
        private final int end;
        private int next;

        Message(byte[] bytes, int start, int end) {
            super(32);
            this.bytes = bytes;
            this.next = start;
            this.end = end;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            int count = Math.min(len, end - next);
            if (count == 0) {
                return -1;
            }
            System.arraycopy(bytes, next, dst, off, count);
            next += count;
            return count;
        }
    }
}
