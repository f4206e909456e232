package weft.rfb.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// What programs of others wrote, once.
final class Captures {

    private Captures() {}

    /// A whole update of another server.
    static byte[] bytes(String name) {
        try (InputStream in = new GZIPInputStream(open("captures/" + name + ".bin.gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file of another JPEG encoder.
    static byte[] jpeg(String name) {
        try (InputStream in = open("jpeg/" + name + ".jpg")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(Captures.class.getResourceAsStream(file), file);
    }
}
