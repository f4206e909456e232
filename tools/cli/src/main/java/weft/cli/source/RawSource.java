package weft.cli.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;
import weft.server.VncServer;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Raw pictures: little-endian XRGB, 4 bytes a pixel, without a header.
///
/// A file is played over and over while somebody watches. Standard input, or a pipe with a name, is
/// played once at its pace, watched or not, so that whoever writes to it is not held up by an
/// absent viewer; its last picture stays.
final class RawSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(RawSource.class);

    private final String name;
    private final RawFrames frames;
    private final Optional<FileChannel> loop;
    private final XrgbSurface picture;
    private final Fit fit;
    private final Framebuffer framebuffer;
    private final Ticker ticker;

    /// @param loop the file to begin again; empty for what can be read only once
    private RawSource(
            RawSpec spec, Size display, ReadableByteChannel input, Optional<FileChannel> loop) {
        name = spec.isStandardInput() ? "standard input" : spec.file();
        frames = new RawFrames(input);
        this.loop = loop;
        picture = spec.size().newPicture();
        fit = new Fit(display);
        framebuffer = new Framebuffer(display.width(), display.height());
        ticker = new Ticker("weft-raw", spec.fps(), this::next);
    }

    /// Opens `FILE@WxH@FPS`.
    static RawSource open(String text, Optional<Size> size) throws IOException {
        RawSpec spec = RawSpec.parse(text);
        Size display = size.orElse(spec.size());
        if (spec.isStandardInput()) {
            return once(spec, display, new FileInputStream(FileDescriptor.in).getChannel());
        }
        Path file = Path.of(spec.file());
        FileChannel channel = open(file);
        if (!Files.isRegularFile(file)) {
            return once(spec, display, channel);
        }
        try {
            checkLength(spec, channel.size());
            var source = new RawSource(spec, display, channel, Optional.of(channel));
            source.next();
            return source;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /// A source of what can be read only once.
    static RawSource once(RawSpec spec, Size display, ReadableByteChannel input) {
        return new RawSource(spec, display, input, Optional.empty());
    }

    private static FileChannel open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("cannot read " + file + ": it is a directory");
        }
        try {
            return FileChannel.open(file);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void checkLength(RawSpec spec, long length) throws IOException {
        if (length == 0) {
            throw new IOException("cannot play " + spec.file() + ": it is empty");
        }
        if (length % spec.size().bytes() != 0) {
            throw new IOException(
                    "cannot play %s: its %d bytes are no whole number of %s pictures of %d bytes"
                            .formatted(spec.file(), length, spec.size(), spec.size().bytes()));
        }
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void start(VncServer server) {
        ticker.start(loop.isPresent() ? () -> !server.viewers().isEmpty() : () -> true);
    }

    /// Shows the next picture; false if there is none.
    boolean next() throws IOException {
        try {
            if (!frames.next(picture.pixels()) && !again()) {
                LOG.info("{} has ended", name);
                return false;
            }
        } catch (EOFException e) {
            LOG.warn("{} has ended: {}", name, e.getMessage());
            return false;
        }
        framebuffer.publish(fit.apply(picture));
        return true;
    }

    private boolean again() throws IOException {
        if (loop.isEmpty()) {
            return false;
        }
        loop.get().position(0);
        return frames.next(picture.pixels());
    }

    @Override
    public void close() {
        ticker.close();
        if (loop.isPresent()) {
            try {
                frames.close();
            } catch (IOException e) {
                LOG.debug("closing {}", name, e);
            }
        }
    }
}
