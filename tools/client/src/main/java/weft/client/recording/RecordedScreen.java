package weft.client.recording;

import weft.client.picture.RemotePicture;
import weft.client.recording.ViewerSettings.Change;
import weft.framebuffer.Framebuffer;
import weft.rfb.EndOfStreamException;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.rfb.message.Bell;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerGii;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.ServerXvp;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a recorded server showed, drawn again into a display: each update as a whole, with its
/// damage, moves and pointer.
///
/// For one thread; the display is for all.
public final class RecordedScreen implements AutoCloseable {

    /* Types of messages that are read here, as they have forms that Weft's server never sends. */

    private final FbsReader blocks;
    private final FbsInput in;
    private final ViewerSettings viewer;
    private final ServerInit init;
    private final RemotePicture picture;
    private final Framebuffer display;
    private int formatsSet;

    private RecordedScreen(FbsReader blocks, Framebuffer display, Pace pace) throws IOException {
        this.blocks = blocks;
        this.display = display;
        in = new FbsInput(blocks, pace);
        viewer = ViewerSettings.read(RecordingNames.of(blocks.path()));
        try {
            init = logIn();
            picture =
                    new RemotePicture(
                            display,
                            init.width(),
                            init.height(),
                            init.format(),
                            viewer.encodings());
        } catch (EndOfStreamException e) {
            throw new RecordingException(blocks.path() + ": it ends within the login");
        } catch (RfbProtocolException e) {
            throw damaged(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Opens a recording, be it of [FileRecorder] or another one of that form. Nothing is drawn
    /// yet.
    ///
    /// @param file the server's stream; the viewer's is found beside it, if there is one
    /// @param display where to draw
    /// @throws RecordingException that says in one line why it cannot be used
    public static RecordedScreen open(Path file, Framebuffer display, Pace pace)
            throws IOException {
        FbsReader blocks = FbsReader.open(file);
        try {
            return new RecordedScreen(blocks, display, pace);
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    private ServerInit logIn() throws IOException {
        ProtocolVersion version = ProtocolVersion.readOffer(in);
        if (!version.isAtLeast(ProtocolVersion.V3_7)) {
            requireNone(in.u32());
        } else {
            List<Integer> types = SecurityTypes.read(in).numbers();
            requireNone(types.size() == 1 ? types.getFirst() : -1);
            if (version.isAtLeast(ProtocolVersion.V3_8)) {
                SecurityResult _ = SecurityResult.read(in, version);
            }
        }
        return ServerInit.read(in);
    }

    private void requireNone(long type) throws IOException {
        if (type != SecurityType.NONE.number()) {
            throw new RecordingException(
                    "%s: it begins with security type %s, expected None (1)"
                            .formatted(blocks.path(), type < 0 ? "of several" : type));
        }
    }

    /// The name of the desktop.
    public String name() {
        return init.name();
    }

    /// When what was read last came, in milliseconds from the beginning.
    public long millis() {
        return in.millis();
    }

    /// When what comes next begins to come; empty at the end.
    public OptionalLong upcomingMillis() throws IOException {
        try {
            return in.upcomingMillis();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Whether the file has ended within a block, as that of a program that has died.
    public boolean isCutOff() {
        return blocks.isCutOff();
    }

    /// Whether there has been a whole picture.
    public boolean hasPicture() {
        return picture.isShown();
    }

    /// Where it is drawn.
    public Framebuffer display() {
        return display;
    }

    /// Goes on to what the server did next; empty at the end, be it within a message.
    ///
    /// @throws RecordingException if it cannot be read, with the time of it
    public Optional<RecordedEvent> next() throws IOException {
        try {
            return in.atEnd() ? Optional.empty() : Optional.of(message());
        } catch (EndOfStreamException _) {
            return Optional.empty();
        } catch (RfbProtocolException e) {
            throw damaged(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private RecordedEvent message() {
        switch (ServerMessages.read(in)) {
            case FramebufferUpdate header -> {
                setFormats(false);
                var _ = picture.update(header, in, _ -> {});
                return new RecordedEvent.Picture();
            }
            case Bell _ -> {
                return new RecordedEvent.Bell();
            }
            case SetColourMapEntries entries -> picture.colours(entries);
            case EndOfContinuousUpdates _ -> setFormats(true);
            case ServerFence _ -> {
                // the viewer has answered it
            }
            case ServerXvp _, ServerGii _ -> {
                // they show nothing
            }
            case AudioStream _, AudioData _ -> {
                // there is no sound in pictures
            }
            case ServerCutText(String text) -> {
                return new RecordedEvent.CutText(text);
            }
            case ServerClipboard(var said) -> {
                return clipboard(said);
            }
        }
        return new RecordedEvent.Other();
    }

    /// The viewer's changes of the pixel format take effect with the first update that begins after
    /// them, unless the viewer has made sure by other means.
    private void setFormats(boolean continuousUpdatesOver) {
        List<Change> changes = viewer.changes();
        while (formatsSet < Math.min(in.marks(), changes.size())) {
            Change change = changes.get(formatsSet);
            if (change.afterContinuousUpdates() && !continuousUpdatesOver) {
                return;
            }
            picture.format(change.format());
            formatsSet++;
        }
    }

    private static RecordedEvent clipboard(ClipboardMessage message) {
        if (message instanceof ClipboardMessage.Provide provided
                && provided.formats().contains(ClipboardFormat.TEXT)) {
            byte[] utf8 = ClipboardData.decompress(provided).get(ClipboardFormat.TEXT);
            return new RecordedEvent.CutText(new String(utf8, StandardCharsets.UTF_8));
        }
        return new RecordedEvent.Other();
    }

    private RecordingException damaged(RfbProtocolException e) {
        return new RecordingException(
                "%s: at %.3f s: %s".formatted(blocks.path(), in.millis() / 1000.0, e.getMessage()));
    }

    @Override
    public void close() throws IOException {
        picture.close();
        blocks.close();
    }
}
