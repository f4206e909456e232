package weft.rfb.keyboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The files of the layouts, which `rfb-protocol/layouts.sh` makes.
final class LayoutFile {

    private LayoutFile() {}

    /// The text of a layout that there is.
    static String text(String name) {
        try (InputStream in = LayoutFile.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the keyboard layout " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
