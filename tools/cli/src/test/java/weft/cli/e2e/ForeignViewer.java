package weft.cli.e2e;

import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

/// A viewer of other people that stays connected, behind a gate.
///
/// @param name for messages
/// @param format the pixel format that it asks for
/// @param encoding the encoding that it asks for
/// @param level the compression level that it asks for
/// @param tap between it and the server
/// @param process the program
/// @param screen where its picture can be seen
record ForeignViewer(
        String name,
        PixelFormat format,
        Encoding encoding,
        int level,
        Tap tap,
        Running process,
        Screen screen)
        implements AutoCloseable {

    /// Where the picture of a viewer can be seen.
    interface Screen {

        /// What is to be seen now, in this size.
        Picture look(int width, int height);
    }

    /// Waits until it shows `expected` and nothing else.
    void await(String when, Picture expected) {
        Eventually.holds(
                () -> isAlive() && look(expected).sameAs(expected),
                () -> expected.difference(look(expected), name + " " + when) + "\n" + process);
    }

    /// What it shows now, in the size of `expected`.
    Picture look(Picture expected) {
        return screen.look(expected.width(), expected.height());
    }

    private boolean isAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended: " + process);
        }
        return true;
    }

    @Override
    public void close() {
        process.close();
        tap.close();
    }
}
