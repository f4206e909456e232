package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// What both fence messages carry: a mark in the stream that the other side sends back (rfbproto,
/// ClientFence and ServerFence).
///
/// @param flags [#REQUEST] and what the mark means to the messages around it, as a 32-bit mask;
///   bits without a name may be set
/// @param payload what the sender knows it by again, at most [#LIMIT_BYTES]
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record Fence(int flags, byte[] payload) {

    /// All messages before this one take effect before the answer is sent.
    public static final int BLOCK_BEFORE = 1;

    /// No message after this one takes effect before the answer is sent.
    public static final int BLOCK_AFTER = 1 << 1;

    /// The message after this one takes effect exactly where the answer is in the stream.
    public static final int SYNC_NEXT = 1 << 2;

    /// This is a request; without it, the answer to one.
    public static final int REQUEST = 1 << 31;

    /// The longest payload.
    public static final int LIMIT_BYTES = 64;

    private static final byte[] BARRIERS = "weft.barriers".getBytes(StandardCharsets.US_ASCII);

    private static final int UNDERSTOOD = BLOCK_BEFORE | BLOCK_AFTER | SYNC_NEXT;

    /// Takes a payload within the limit.
    public Fence {
        if (payload.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "Fence of " + payload.length + " bytes > limit " + LIMIT_BYTES);
        }
        payload = payload.clone();
    }

    static Fence read(RfbInput in) {
        in.skip(3);
        int flags = in.s32();
        int length = in.u8();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "Fence of " + length + " bytes > limit " + LIMIT_BYTES);
        }
        return new Fence(flags, in.bytes(length));
    }

    void write(RfbOutput out) {
        out.pad(3);
        out.s32(flags);
        out.u8(payload.length);
        out.bytes(payload);
    }

    /// The request by which Weft's server says that it has fences, and that the answer to one with
    /// [#BLOCK_BEFORE] alone comes after the viewer was sent all that its input has changed in the
    /// picture, as far as it had asked for it. To anybody else it is a fence like others.
    public static Fence announcingBarriers() {
        return new Fence(REQUEST, BARRIERS);
    }

    /// Whether this is what [#announcingBarriers] makes.
    public boolean announcesBarriers() {
        return has(REQUEST) && Arrays.equals(payload, BARRIERS);
    }

    /// Whether all bits of `mask` are set.
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }

    /// The answer to this request: the same payload, and of the flags those that Weft understands,
    /// so that the other side learns which these are.
    public Fence answer() {
        return new Fence(flags & UNDERSTOOD, payload);
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fence fence
                && flags == fence.flags
                && Arrays.equals(payload, fence.payload);
    }

    @Override
    public int hashCode() {
        return 31 * flags + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "Fence[flags=%08x, payload=%s]".formatted(flags, HexFormat.of().formatHex(payload));
    }
}
