package weft.rfb.clipboard;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardMessage.Provide;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What a [Provide] message carries: for each of its formats, by ascending bits, a size and so many
/// bytes, all in one zlib stream.
///
/// This is slow for large contents: it belongs on a thread that nobody waits for.
public final class ClipboardData {

    private static final int STEP = 1 << 14;

    private ClipboardData() {}

    /// The message with these contents.
    ///
    /// @throws IllegalArgumentException if contents are larger than their format may be
    public static Provide compress(Map<ClipboardFormat, byte[]> contents) {
        var plain = new RfbBuffer();
        sorted(contents)
                .forEach((format, bytes) -> {
                    check(format, bytes);
                    byte[] data =
                            format == ClipboardFormat.TEXT ? ClipboardText.toWire(bytes) : bytes;
                    plain.u32(data.length);
                    plain.bytes(data);
                });
        return new Provide(contents.keySet(), deflate(plain));
    }

    /// By ascending bits.
    private static Map<ClipboardFormat, byte[]> sorted(Map<ClipboardFormat, byte[]> contents) {
        var sorted = new EnumMap<ClipboardFormat, byte[]>(ClipboardFormat.class);
        sorted.putAll(contents);
        return sorted;
    }

    /// Takes contents that are no larger than their format may be.
    ///
    /// @throws IllegalArgumentException otherwise
    public static void check(ClipboardFormat format, byte[] bytes) {
        if (bytes.length > format.limitBytes()) {
            throw new IllegalArgumentException(
                    "%s of %d bytes on the clipboard > limit %d"
                            .formatted(format, bytes.length, format.limitBytes()));
        }
    }

    private static byte[] deflate(RfbBuffer plain) {
        var out = new RfbBuffer(64 + plain.length() / 2);
        var deflater = new Deflater();
        try {
            deflater.setInput(plain.array(), 0, plain.length());
            deflater.finish();
            while (!deflater.finished()) {
                int at = out.ensure(STEP);
                out.advance(deflater.deflate(out.array(), at, STEP));
            }
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /// The contents of a message. What is behind them in the stream is left alone.
    ///
    /// @throws RfbProtocolException if a size is beyond its format's limit, or the stream is
    ///   damaged
    public static Map<ClipboardFormat, byte[]> decompress(Provide message) {
        Map<ClipboardFormat, byte[]> contents = new EnumMap<>(ClipboardFormat.class);
        var inflater = new Inflater();
        try {
            inflater.setInput(message.compressed());
            var formats = EnumSet.noneOf(ClipboardFormat.class);
            formats.addAll(message.formats());
            for (ClipboardFormat format : formats) {
                contents.put(format, data(inflater, format));
            }
        } catch (DataFormatException e) {
            throw new RfbProtocolException(DATA, "Damaged compressed clipboard: " + e.getMessage());
        } finally {
            inflater.end();
        }
        return contents;
    }

    private static byte[] data(Inflater inflater, ClipboardFormat format)
            throws DataFormatException {
        byte[] number = inflate(inflater, 4);
        long size = 0;
        for (byte b : number) {
            size = size << 8 | (b & 0xff);
        }
        // on the wire each line of a text has a character more, and its end
        long limit = format.limitBytes() * (format == ClipboardFormat.TEXT ? 2L : 1L) + 1;
        if (size > limit) {
            throw new RfbProtocolException(
                    LIMIT,
                    "%s of %d bytes on the clipboard > limit %d".formatted(format, size, limit));
        }
        byte[] bytes = inflate(inflater, (int) size);
        byte[] taken = format == ClipboardFormat.TEXT ? ClipboardText.fromWire(bytes) : bytes;
        if (taken.length > format.limitBytes()) {
            throw new RfbProtocolException(
                    LIMIT,
                    "%s of %d bytes on the clipboard > limit %d"
                            .formatted(format, taken.length, format.limitBytes()));
        }
        return taken;
    }

    /// All input is given, so what makes no progress never will.
    private static byte[] inflate(Inflater inflater, int count) throws DataFormatException {
        byte[] out = new byte[Math.min(count, STEP)];
        int done = 0;
        while (done < count) {
            if (done == out.length) {
                out = Arrays.copyOf(out, (int) Math.min(count, 2L * out.length));
            }
            int got = inflater.inflate(out, done, out.length - done);
            if (got == 0) {
                throw new RfbProtocolException(
                        DATA,
                        "Compressed clipboard ends after %d of %d bytes, or has a dictionary"
                                .formatted(done, count));
            }
            done += got;
        }
        return out;
    }
}
