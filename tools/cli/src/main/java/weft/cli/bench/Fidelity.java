package weft.cli.bench;

import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.EndOfStreamException;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decodes what was encoded, as the viewer does, and compares it with the picture that was meant.
public final class Fidelity implements AutoCloseable {

    private final StreamPicture viewer;
    private final PixelTranslator translator;
    private final Size size;
    private long pixels;
    private long exact;
    private long squares;
    private long wrongElsewhere;

    /// @param preferences what the viewer has asked for
    Fidelity(Size size, PixelTranslator translator, EncodingPreferences preferences) {
        this.size = size;
        this.translator = translator;
        this.viewer = new StreamPicture(size, translator, preferences, CpuClock.STOPPED);
    }

    /// Draws the update in `encoded`, if there is one, and compares.
    ///
    /// @param rgb what the whole picture must look like
    /// @param parts where it was changed
    void check(RfbBuffer encoded, int[] rgb, List<Part> parts) throws RecordingException {
        var in = new RecordedInput(encoded.array(), encoded.length());
        try {
            Optional<List<Part>> drawn = viewer.nextUpdate(in);
            if (in.position() != encoded.length() || (drawn.isEmpty() && encoded.length() > 0)) {
                throw new RecordingException(
                        "an encoded update of %d bytes ends after %d for the decoder"
                                .formatted(encoded.length(), in.position()));
            }
        } catch (RfbProtocolException | EndOfStreamException e) {
            throw new RecordingException("the encoded update does not decode: " + e.getMessage());
        }
        for (Part part : parts) {
            compare(rgb, part.rect());
        }
        wrongElsewhere += wrong(rgb);
    }

    private void compare(int[] rgb, Rect rect) {
        pixels += rect.area();
        for (int y = rect.y(); y < rect.bottom(); y++) {
            int end = y * size.width() + rect.right();
            for (int i = y * size.width() + rect.x(); i < end; i++) {
                int wanted = meant(rgb[i]);
                int found = viewer.rgb()[i];
                if (wanted == found) {
                    exact++;
                } else {
                    squares +=
                            square(wanted >> 16, found >> 16)
                                    + square(wanted >> 8, found >> 8)
                                    + square(wanted, found);
                }
            }
        }
    }

    private int wrong(int[] rgb) {
        int wrong = 0;
        for (int i = 0; i < rgb.length; i++) {
            wrong += meant(rgb[i]) == viewer.rgb()[i] ? 0 : 1;
        }
        return wrong;
    }

    /// The colour that the pixel format makes of another one.
    private int meant(int rgb) {
        return translator.toRgb(translator.toWire(rgb & 0xffffff));
    }

    private static int square(int a, int b) {
        int difference = (a & 0xff) - (b & 0xff);
        return difference * difference;
    }

    /// What came out.
    ///
    /// @param lossless whether every pixel of the picture was right after every update
    /// @param exactShare how many of the pixels of the updates were, from 0 to 1
    /// @param psnr how far those of the updates were off, in decibel; infinite if not at all
    /// @param encodings what the updates consist of
    public record Result(
            boolean lossless,
            double exactShare,
            double psnr,
            Map<Encoding, Tally.Count> encodings) {}

    Result result() {
        double mean = squares / (3.0 * Math.max(1, pixels));
        return new Result(
                wrongElsewhere == 0,
                pixels == 0 ? 1 : (double) exact / pixels,
                10 * Math.log10(255.0 * 255.0 / mean),
                viewer.tally().counts());
    }

    @Override
    public void close() {
        viewer.close();
    }
}
