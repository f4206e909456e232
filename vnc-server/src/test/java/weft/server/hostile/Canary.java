package weft.server.hostile;

import weft.framebuffer.Frame;
import weft.rfb.BufferedRfbInput;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.FramebufferUpdate;
import weft.server.DecodingViewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// A viewer that does no harm and watches a changing picture, beside one that does.
final class Canary implements AutoCloseable {
    private static final int[] ENCODINGS = {
        Encoding.ZRLE.number(), Encoding.DESKTOP_SIZE.number(), Encoding.LAST_RECT.number()
    };

    private final HostileViewer viewer;
    private DecodingViewer shown;

    /// Whether it has asked for the whole picture and not got it yet.
    private boolean awaitsWhole;

    private final BufferedRfbInput in =
            new BufferedRfbInput() {
                @Override
                protected int read(byte[] dst, int off, int len) {
                    return viewer.readRaw(dst, off, len);
                }
            };

    /// Logs in and asks for everything.
    Canary(HostileViewer viewer) throws IOException {
        this.viewer = viewer;
        viewer.logIn();
        shown =
                new DecodingViewer(
                        viewer.stream().width(),
                        viewer.stream().height(),
                        PixelTranslator.of(PixelFormat.XRGB8888));
        viewer.send(Said.encodings(ENCODINGS));
        ask(false);
    }

    private void ask(boolean incremental) {
        awaitsWhole = !incremental;
        viewer.send(Said.request(incremental, 0, 0, shown.width(), shown.height()));
    }

    /// Reads what has come already, a picture of before the next one; says whether any had.
    boolean catchUp() {
        try {
            boolean any = false;
            while (in.available() > 0 || viewer.line().await(false, 0)) {
                int[] before = shown.pixels();
                if (shown.apply(in) instanceof FramebufferUpdate) {
                    ask(shown.pixels() == before);
                    any = true;
                }
            }
            return any;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it shows `frame`, and nothing more is on its way. A busy machine may bring a request
    /// to the server long after it was sent.
    boolean shows(Frame frame) {
        return !awaitsWhole
                && shown.width() == frame.width()
                && shown.height() == frame.height()
                && Arrays.equals(frame.pixels(), shown.pixels());
    }

    /// Reads what is new until it shows `pixels`; says what is wrong, nothing if all is well.
    String await(int[] pixels, int width, int height) {
        try {
            while (true) {
                int[] before = shown.pixels();
                boolean isUpdate = shown.apply(in) instanceof FramebufferUpdate;
                if (!isUpdate) {
                    continue;
                }
                boolean isNew = shown.pixels() != before; // the size was told, and no pixels
                boolean isSize = shown.width() == width && shown.height() == height;
                ask(isSize && !isNew);
                if (isSize && !isNew) {
                    int at = Arrays.mismatch(pixels, shown.pixels());
                    return at < 0
                            ? ""
                            : "pixel %d,%d is %06x and should be %06x"
                                    .formatted(
                                            at % width, at / width, shown.pixels()[at], pixels[at]);
                }
            }
        } catch (RuntimeException | Error e) {
            return "it fails: " + e;
        }
    }

    @Override
    public void close() throws IOException {
        shown.close();
        viewer.close();
    }
}
