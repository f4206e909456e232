package weft.rfb.clipboard;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// What a cut text message with a negative length holds (rfbproto, Extended Clipboard). The length
/// is not part of it.
///
/// | bytes | type | field                     |
/// |------:|------|---------------------------|
/// |     4 | U32  | flags: formats and action |
/// |     * |      | what the action has       |
public sealed interface ClipboardMessage {

    /// The most bytes that one may have: somewhat more than the largest contents of all formats.
    int LIMIT_BYTES = 10 << 20;

    /// So much is taken at a time, lest a length is believed before its bytes have come.
    int STEP = 1 << 16;

    /// How many bytes [#write] writes.
    int length();

    /// Writes flags and contents.
    void write(RfbOutput out);

    /// Reads a message of `length` bytes.
    static ClipboardMessage read(RfbInput in, long length) {
        if (length < 4 || length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Clipboard message of %d bytes, expected 4 to %d"
                            .formatted(length, LIMIT_BYTES));
        }
        long flags = in.u32();
        long rest = length - 4;
        Set<ClipboardAction> actions = ClipboardAction.of(flags);
        if (actions.contains(ClipboardAction.CAPS)) {
            return Caps.read(in, flags, actions, rest);
        }
        if (actions.size() != 1) {
            throw new RfbProtocolException(
                    DATA,
                    "Clipboard message with flags %08x: expected one action".formatted(flags));
        }
        Set<ClipboardFormat> formats = ClipboardFormat.of(flags);
        ClipboardAction action = actions.iterator().next();
        if (action == ClipboardAction.PROVIDE) {
            return new Provide(formats, compressed(in, (int) rest));
        }
        in.skip(rest);
        return switch (action) {
            case REQUEST -> new Request(formats);
            case NOTIFY -> new Notify(formats);
            case PEEK, CAPS, PROVIDE -> new Peek();
        };
    }

    private static byte[] compressed(RfbInput in, int length) {
        var read = new RfbBuffer(Math.min(length, STEP));
        while (read.length() < length) {
            int step = Math.min(STEP, length - read.length());
            int at = read.ensure(step);
            in.bytes(read.array(), at, step);
            read.advance(step);
        }
        return read.toByteArray();
    }

    /// What the sender takes. It has a size for each format: so large may contents be that it has
    /// not asked for.
    ///
    /// | bytes | type | field                                       |
    /// |------:|------|---------------------------------------------|
    /// |     4 | U32  | flags: caps, other actions, formats         |
    /// |   4 * | U32  | sizes, for each format, by ascending bits   |
    ///
    /// @param sizes the formats that it takes
    /// @param actions what it understands
    record Caps(Map<ClipboardFormat, Long> sizes, Set<ClipboardAction> actions)
            implements ClipboardMessage {

        /// What holds for who has not said it: rfbproto's default.
        public static final Caps DEFAULT =
                new Caps(
                        Map.of(
                                ClipboardFormat.TEXT,
                                20L << 20,
                                ClipboardFormat.RTF,
                                0L,
                                ClipboardFormat.HTML,
                                0L),
                        Set.of(
                                ClipboardAction.CAPS,
                                ClipboardAction.REQUEST,
                                ClipboardAction.NOTIFY,
                                ClipboardAction.PROVIDE));

        /// All that Weft knows, and nothing without being asked for.
        public static final Caps ALL_WHEN_ASKED =
                new Caps(
                        Map.of(
                                ClipboardFormat.TEXT,
                                0L,
                                ClipboardFormat.RTF,
                                0L,
                                ClipboardFormat.HTML,
                                0L,
                                ClipboardFormat.DIB,
                                0L),
                        Set.of(ClipboardAction.values()));

        /// Copies its arguments.
        public Caps {
            sizes = Map.copyOf(sizes);
            actions = Set.copyOf(actions);
        }

        private static Caps read(RfbInput in, long flags, Set<ClipboardAction> actions, long rest) {
            long wanted = 4L * Long.bitCount(flags & ClipboardFormat.ALL);
            if (rest < wanted) {
                throw new RfbProtocolException(
                        DATA,
                        "Clipboard capabilities with %d bytes of sizes, expected %d"
                                .formatted(rest, wanted));
            }
            Map<ClipboardFormat, Long> sizes = new EnumMap<>(ClipboardFormat.class);
            for (long flag = 1; flag < ClipboardFormat.ALL; flag <<= 1) {
                if ((flags & flag) != 0) {
                    long size = in.u32();
                    ClipboardFormat.of(flag).forEach(format -> sizes.put(format, size));
                }
            }
            in.skip(rest - wanted);
            return new Caps(sizes, actions);
        }

        @Override
        public int length() {
            return 4 + 4 * sizes.size();
        }

        @Override
        public void write(RfbOutput out) {
            long flags = ClipboardFormat.flags(sizes.keySet());
            for (ClipboardAction action : actions) {
                flags |= action.flag();
            }
            out.u32(flags);
            for (ClipboardFormat format : ClipboardFormat.values()) {
                if (sizes.containsKey(format)) {
                    out.u32(sizes.get(format));
                }
            }
        }
    }

    /// The sender wants contents, in these formats.
    ///
    /// @param formats which
    record Request(Set<ClipboardFormat> formats) implements ClipboardMessage {

        /// Copies the set.
        public Request {
            formats = Set.copyOf(formats);
        }

        @Override
        public int length() {
            return 4;
        }

        @Override
        public void write(RfbOutput out) {
            out.u32(ClipboardAction.REQUEST.flag() | ClipboardFormat.flags(formats));
        }
    }

    /// The sender wants to be notified of what there is.
    record Peek() implements ClipboardMessage {

        @Override
        public int length() {
            return 4;
        }

        @Override
        public void write(RfbOutput out) {
            out.u32(ClipboardAction.PEEK.flag());
        }
    }

    /// The sender's clipboard has something new, or what it said before when asked by a [Peek].
    ///
    /// @param formats in which it can be had
    record Notify(Set<ClipboardFormat> formats) implements ClipboardMessage {

        /// Copies the set.
        public Notify {
            formats = Set.copyOf(formats);
        }

        @Override
        public int length() {
            return 4;
        }

        @Override
        public void write(RfbOutput out) {
            out.u32(ClipboardAction.NOTIFY.flag() | ClipboardFormat.flags(formats));
        }
    }

    /// The contents, see [ClipboardData].
    ///
    /// | bytes | type | field                              |
    /// |------:|------|------------------------------------|
    /// |     4 | U32  | flags: provide, formats            |
    /// |     * |      | zlib stream: size, data by formats |
    ///
    /// @param formats in which they are
    /// @param compressed the stream
    @SuppressWarnings("ArrayRecordComponent") // compared by content; not copied, it may be large
    record Provide(Set<ClipboardFormat> formats, byte[] compressed) implements ClipboardMessage {

        /// Copies the set.
        public Provide {
            formats = Set.copyOf(formats);
        }

        @Override
        public int length() {
            return 4 + compressed.length;
        }

        @Override
        public void write(RfbOutput out) {
            out.u32(ClipboardAction.PROVIDE.flag() | ClipboardFormat.flags(formats));
            out.bytes(compressed);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Provide(var otherFormats, var otherBytes)
                    && formats.equals(otherFormats)
                    && Arrays.equals(compressed, otherBytes);
        }

        @Override
        public int hashCode() {
            return 31 * formats.hashCode() + Arrays.hashCode(compressed);
        }

        @Override
        public String toString() {
            return "Provide[%s, %d bytes]".formatted(formats, compressed.length);
        }
    }
}
