package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;

/// What sound the client wants, from when it enables it on (rfbproto, QEMU Audio Client Message).
///
/// | bytes | type | field                                                    |
/// |------:|------|----------------------------------------------------------|
/// |     1 | U8   | message-type = 255                                       |
/// |     1 | U8   | submessage-type = 1                                      |
/// |     2 | U16  | operation = 2                                            |
/// |     1 | U8   | sample-format: U8, S8, U16, S16, U32, S32 from 0 on      |
/// |     1 | U8   | nchannels: 1 or 2                                        |
/// |     4 | U32  | frequency, at most [#HIGHEST_FREQUENCY], which is QEMU's |
///
/// @param format what it wants
public record SetAudioFormat(PcmFormat format) implements ClientMessage {

    /// The highest frequency that may be asked for.
    public static final int HIGHEST_FREQUENCY = 48_000;

    /// Takes a format within QEMU's limits.
    public SetAudioFormat {
        if (format.frequency() > HIGHEST_FREQUENCY) {
            throw new IllegalArgumentException(
                    "a frequency of %d Hz, expected at most %d"
                            .formatted(format.frequency(), HIGHEST_FREQUENCY));
        }
    }

    /// Reads what follows the operation.
    static SetAudioFormat readBody(RfbInput in) {
        int number = in.u8();
        int channels = in.u8();
        long frequency = in.u32();
        SampleFormat samples =
                SampleFormat.byNumber(number)
                        .orElseThrow(() ->
                                new RfbProtocolException(
                                        DATA,
                                        "Expected an audio sample-format from 0 to 5, got "
                                                + number));
        if (channels != 1 && channels != 2) {
            throw new RfbProtocolException(
                    LIMIT, "Expected 1 or 2 audio channels, got " + channels);
        }
        if (frequency < PcmFormat.LOWEST_FREQUENCY || frequency > HIGHEST_FREQUENCY) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Expected an audio frequency from %d to %d, got %d"
                            .formatted(PcmFormat.LOWEST_FREQUENCY, HIGHEST_FREQUENCY, frequency));
        }
        return new SetAudioFormat(new PcmFormat(samples, channels, (int) frequency));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.QEMU.number());
        out.u8(QemuMessages.AUDIO);
        out.u16(QemuMessages.SET_FORMAT);
        out.u8(format.samples().number());
        out.u8(format.channels());
        out.u32(format.frequency());
    }
}
