package weft.cli.drive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines of UTF-8 whose length is bounded.
final class Lines {

    /// A picture in a line, and more.
    static final int MAX_BYTES = 16 << 20;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// The next line without its end; empty at the end of the input.
    ///
    /// @throws IOException if it is too long
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0; ) {
            if (b == '\n') {
                return Optional.of(text(line));
            }
            if (line.size() == MAX_BYTES) {
                throw new IOException("a line has more than %d bytes".formatted(MAX_BYTES));
            }
            line.write(b);
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(text(line));
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
