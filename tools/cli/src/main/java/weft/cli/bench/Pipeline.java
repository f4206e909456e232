package weft.cli.bench;

import weft.framebuffer.Frame;
import weft.framebuffer.Region;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.EncodingPreferences;
import weft.server.update.EncoderSet;
import weft.server.update.UpdateEncoder;
import weft.server.update.ViewerPicture;

/// One viewer's half of the server: it has frame after frame and asks for the next one, as a
/// session does it, without coroutines and sockets.
final class Pipeline implements AutoCloseable {

    private final EncodingPreferences preferences;
    private final PixelTranslator translator;
    private final EncoderSet encoders = new EncoderSet();
    private final ViewerPicture picture;

    /// A viewer that has `first` already.
    Pipeline(Frame first, EncodingPreferences preferences, PixelTranslator translator) {
        this.preferences = preferences;
        this.translator = translator;
        this.picture = new ViewerPicture(first);
        ViewerPicture.Step step = picture.begin(first);
        picture.finish(step, Region.EMPTY, Region.of(first.area()), true);
    }

    /// Appends what the viewer needs to have `frame`: an update, or nothing if nothing changed.
    void encode(Frame frame, RfbBuffer out) {
        picture.request(true, frame.area());
        ViewerPicture.Step step = picture.begin(frame);
        UpdateEncoder.Result result =
                new UpdateEncoder(step, preferences, translator, encoders, null).encode(out);
        picture.finish(step, result.changed(), result.sent(), result.isUpdate());
    }

    @Override
    public void close() {
        encoders.close();
    }
}
