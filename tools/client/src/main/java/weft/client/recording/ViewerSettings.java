package weft.client.recording;

import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What must be known of a viewer to read what it was sent.
///
/// @param encodings all that it ever asked for, in its order, and then all that there are
/// @param changes of the pixel format after the first one, in their order
record ViewerSettings(EncodingPreferences encodings, List<Change> changes) {

    /// A viewer sets another pixel format.
    ///
    /// @param afterContinuousUpdates whether it has ended continuous updates before, and so waits
    ///   for the server to say that they are over
    record Change(PixelFormat format, boolean afterContinuousUpdates) {}

    /// What a viewer's recorded stream tells; nothing in particular if there is none.
    static ViewerSettings read(RecordingNames names) throws IOException {
        var collector = new Collector(names.server());
        if (Files.exists(names.viewer())) {
            try (FbsReader blocks = FbsReader.open(names.viewer())) {
                collector.collect(blocks);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        for (Encoding encoding : Encoding.values()) {
            collector.numbers.add(encoding.number());
        }
        return new ViewerSettings(
                EncodingPreferences.of(new SetEncodings(collector.numbers)),
                List.copyOf(collector.changes));
    }

    private static final class Collector {

        private static final int LOGIN = ProtocolVersion.LENGTH + 1;

        /// Pathological viewers could repeat themselves for ever.
        private static final int MOST_NUMBERS = 10_000;

        private final List<Integer> numbers = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private boolean asked;
        private boolean ending;
        private final Path server;
        private Optional<Boolean> buttonsAnnounced = Optional.empty();

        Collector(Path server) {
            this.server = server;
        }

        /// Read when it matters: most viewers have no such buttons, and the file is large.
        private boolean buttonsAnnounced() {
            if (buttonsAnnounced.isEmpty()) {
                try {
                    buttonsAnnounced = Optional.of(ButtonsAnnouncement.isIn(server));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return buttonsAnnounced.get();
        }

        void collect(FbsReader blocks) throws IOException {
            var messages = new ClientStream(this::buttonsAnnounced);
            int login = LOGIN;
            while (blocks.next()) {
                byte[] data = blocks.sharedData();
                int skipped = Math.min(login, data.length);
                login -= skipped;
                messages.add(data, skipped, data.length - skipped, this::collect);
            }
        }

        private void collect(ClientMessage message) {
            switch (message) {
                case SetEncodings(List<Integer> wanted) when numbers.size() < MOST_NUMBERS ->
                        numbers.addAll(wanted.subList(0, Math.min(wanted.size(), 1000)));
                case FramebufferUpdateRequest _ -> asked = true;
                case EnableContinuousUpdates updates -> ending = !updates.enable();
                case SetPixelFormat(PixelFormat format) when asked ->
                        changes.add(new Change(format, ending));
                default -> {
                    // the others do not matter to what the server sends
                }
            }
        }
    }
}
