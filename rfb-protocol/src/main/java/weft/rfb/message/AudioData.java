package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;

/// Some sound (rfbproto, QEMU Audio Server Message), in the format that the client has set.
///
/// | bytes | type | field                               |
/// |------:|------|-------------------------------------|
/// |     1 | U8   | message-type = 255                  |
/// |     1 | U8   | submessage-type = 1                 |
/// |     2 | U16  | operation = 2                       |
/// |     4 | U32  | data-length, at most [#LIMIT_BYTES] |
/// |     * | U8   | data: frames                        |
///
/// @param frames the samples of each channel by turns
@SuppressWarnings("ArrayRecordComponent") // not copied: nobody changes it; compared by content
public record AudioData(byte[] frames) implements ServerMessage {

    /// The most bytes that are accepted, as by gtk-vnc.
    public static final int LIMIT_BYTES = 1 << 20;

    /// Takes what is within the limit; it must not be changed any more.
    public AudioData {
        if (frames.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "Audio data of " + frames.length + " bytes > limit " + LIMIT_BYTES);
        }
    }

    /// Reads what follows the operation.
    static AudioData readBody(RfbInput in) {
        long length = in.u32();
        if (length > LIMIT_BYTES) {
            throw new RfbProtocolException(
                    LIMIT, "Audio data of " + length + " bytes > limit " + LIMIT_BYTES);
        }
        return new AudioData(in.bytes((int) length));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ServerMessageType.QEMU.number());
        out.u8(QemuMessages.AUDIO);
        out.u16(QemuMessages.DATA);
        out.u32(frames.length);
        out.bytes(frames);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AudioData data && Arrays.equals(frames, data.frames);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frames);
    }

    @Override
    public String toString() {
        return "AudioData[" + frames.length + " bytes]";
    }
}
