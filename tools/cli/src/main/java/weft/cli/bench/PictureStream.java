package weft.cli.bench;

import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbProtocolException;

/// The pictures of a recording, one after each of its updates.
public final class PictureStream implements AutoCloseable {

    private final Recording recording;
    private final RecordedInput in;
    private final StreamPicture picture;
    private boolean begun;

    /// A recording at its beginning.
    public PictureStream(Recording recording, Size size) {
        this.recording = recording;
        in = recording.open();
        picture =
                new StreamPicture(size, PixelTranslator.of(PixelFormat.XRGB8888), CpuClock.STOPPED);
    }

    /// Draws the next update; false at the end.
    ///
    /// @throws RecordingException if the recording is damaged, or has nothing to show
    public boolean next() throws RecordingException {
        try {
            boolean drawn = picture.nextUpdate(in).isPresent();
            recording.requirePixels(drawn || begun ? 1 : 0);
            begun = true;
            return drawn;
        } catch (RfbProtocolException e) {
            throw recording.damaged(in, e);
        }
    }

    /// The pixels, row by row; the array is the same for good.
    public int[] rgb() {
        return picture.rgb();
    }

    @Override
    public void close() {
        picture.close();
    }
}
