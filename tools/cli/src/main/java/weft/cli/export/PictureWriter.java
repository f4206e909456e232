package weft.cli.export;

import java.io.IOException;

/// Takes the pictures of a session one after the other. Closing it completes what it writes.
interface PictureWriter extends AutoCloseable {

    /// Takes a picture; all have the size that was told before.
    ///
    /// @param rgb 0x00RRGGBB, row by row; it is another array each time
    /// @param fromMillis when it was shown, from the beginning of the session
    /// @param toMillis when the next one was, or the session ended; more than `fromMillis`
    void write(int[] rgb, long fromMillis, long toMillis) throws IOException;

    @Override
    void close() throws IOException;
}
