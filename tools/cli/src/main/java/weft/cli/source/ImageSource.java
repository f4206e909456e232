package weft.cli.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.image.Images;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Image files; of several each is shown for a second, over and over, while somebody watches.
///
/// The display has the size of the first; others are centred on black or cropped to it. Every file
/// is read once before anything is served, to find out that it can be, and again when it is its
/// turn: only one is in memory at a time.
final class ImageSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ImageSource.class);

    private final List<Path> files;
    private final Fit fit;
    private final Framebuffer framebuffer;
    private final Ticker ticker;
    private int shown;

    private ImageSource(List<Path> files, Size display) {
        this.files = files;
        fit = new Fit(display);
        framebuffer = new Framebuffer(display.width(), display.height());
        ticker = new Ticker("weft-slides", 1, this::next);
        shown = files.size() - 1;
    }

    /// Opens `FILE[,FILE...]`.
    static ImageSource open(String names, Optional<Size> size) throws IOException {
        List<Path> files = Arrays.stream(names.split(",", -1)).map(Path::of).toList();
        if (files.contains(Path.of(""))) {
            throw new IllegalArgumentException(
                    "an image source is image:FILE[,FILE...], not 'image:" + names + "'");
        }
        XrgbSurface first = Images.read(files.getFirst());
        for (Path file : files.subList(1, files.size())) {
            Images.read(file);
        }
        var source =
                new ImageSource(
                        files, size.orElseGet(() -> new Size(first.width(), first.height())));
        source.show(first);
        source.shown = 0;
        return source;
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void start(VncServer server) {
        if (files.size() > 1) {
            ticker.start(() -> !server.viewers().isEmpty());
        }
    }

    /// Shows the next picture; one that can be read no more is passed over.
    boolean next() {
        shown = (shown + 1) % files.size();
        try {
            show(Images.read(files.get(shown)));
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
        return true;
    }

    private void show(XrgbSurface picture) {
        framebuffer.publish(fit.apply(picture));
    }

    @Override
    public void close() {
        ticker.close();
    }
}
