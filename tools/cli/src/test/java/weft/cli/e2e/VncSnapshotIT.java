package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.ProtocolVersion;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;

/// vncsnapshot, a client of protocol 3.3, sees what the server shows.
@ExtendWith(Programs.class)
@Timeout(60)
class VncSnapshotIT {

    /// It writes JPEG only, at quality 100 without subsampling: then rounding takes one step of 255
    /// from a colour of this picture, and no more.
    private static final int JPEG_LOSS = 1;

    @TempDir Path home;

    @ParameterizedTest
    @CsvSource({
        "raw, RAW",
        "rre, RRE",
        "hextile, HEXTILE",
        "zlib, ZLIB",
        "tight, TIGHT",
        "corre, CORRE"
    })
    void snapshot_encoding_isThePicture(String encoding, Encoding used) {
        Path file = home.resolve("snapshot.jpg");
        try (var server = CardServer.still(1024, 768);
                var tap = Tap.of(server.port());
                var snapshot =
                        Running.start(
                                home,
                                "vncsnapshot",
                                "-quality",
                                "100",
                                "-nojpeg",
                                "-encodings",
                                encoding,
                                "127.0.0.1:" + (tap.port() - 5900),
                                file.toString())) {
            snapshot.succeed();
            int distance = Picture.read(file).distance(server.picture());
            assertTrue(distance <= JPEG_LOSS, () -> "a colour is off by " + distance);
            Conversation conversation = tap.conversation();
            conversation.mustHaveUsed(used);
            assertEquals(ProtocolVersion.V3_3, conversation.version());
            conversation.picture().mustBe(server.picture(), "vncsnapshot " + encoding);
        }
    }
}
