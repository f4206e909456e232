package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.Set;

/// gvnccapture, made of gtk-vnc, sees exactly what the server shows. It cannot be forced to an
/// encoding; of those that it offers, it likes ZRLE best.
@ExtendWith(Programs.class)
@Timeout(60)
class GvncCaptureIT {

    @TempDir Path home;

    @ParameterizedTest
    @CsvSource({"1024, 768", "640, 480", "641, 479", "64, 64", "1920, 1080"})
    void capture_size_isExactPicture(int width, int height) {
        Path file = home.resolve("capture.png");
        try (var server = CardServer.still(width, height);
                var tap = Tap.of(server.port());
                var capture =
                        Running.start(
                                home,
                                "gvnccapture",
                                "127.0.0.1:" + (tap.port() - 5900),
                                file.toString())) {
            capture.succeed();
            Picture.read(file).mustBe(server.picture(), "gvnccapture");
            assertEquals(Set.of(Encoding.ZRLE), tap.conversation().used());
        }
    }
}
