package weft.rfb.encoding;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Compression for tests, apart from the streams that they test.
final class Zlib {

    private Zlib() {}

    /// A fresh stream with these bytes, up to a sync flush.
    static byte[] deflate(byte[] data) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(data);
            byte[] out = new byte[data.length * 2 + 1000];
            return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH));
        }
    }

    /// What a fresh stream holds.
    static byte[] inflate(byte[] data, int from) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(data, from, data.length - from);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[4096];
            for (int n = inflater.inflate(piece); n > 0; n = inflater.inflate(piece)) {
                out.write(piece, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }
}
