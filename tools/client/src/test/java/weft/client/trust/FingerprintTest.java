package weft.client.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.failure.RefusedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

class FingerprintTest {

    /// SHA-256 of "abc" (FIPS 180-4).
    private static final String ABC =
            "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";

    @Test
    void of_bytes_isTheirSha256() {
        assertEquals(ABC, Fingerprint.of("abc".getBytes(US_ASCII)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "SHA256:%s", "sha256 Fingerprint=%s", "sha-256:%s"})
    void parse_everyForm_isTheSame(String form) {
        assertEquals(ABC, Fingerprint.parse(form.formatted(ABC)).toString());
        String plain = ABC.replace(":", "").toLowerCase(Locale.ROOT);
        assertEquals(ABC, Fingerprint.parse(form.formatted(plain)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BA:78", "SHA1:BA", "zz"})
    void parse_nonsense_isRefusedWithWhatItIs(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(text));
        assertTrue(String.valueOf(e.getMessage()).endsWith("got '" + text + "'"));
    }

    @Test
    void key_unknown_isRefusedUnlessItIsPinnedOrAskedFor() {
        byte[] key = "abc".getBytes(US_ASCII);
        var e = assertThrows(RefusedException.class, () -> ServerTrust.SYSTEM.checkKey(key));
        assertEquals(
                "The server's key is not trusted: nobody vouches for it; its SHA-256 fingerprint is"
                        + " "
                        + ABC,
                e.getMessage());
        ServerTrust.SYSTEM.pinned(Fingerprint.parse(ABC)).checkKey(key);
        ServerTrust.SYSTEM.anybody().checkKey(key);
        ServerTrust.SYSTEM.asking(shown -> shown.kind() == ServerIdentity.Kind.KEY).checkKey(key);
        ServerTrust other = ServerTrust.SYSTEM.pinned(Fingerprint.of(new byte[0]));
        assertTrue(
                String.valueOf(
                                assertThrows(RefusedException.class, () -> other.checkKey(key))
                                        .getMessage())
                        .contains("expected the fingerprint E3:B0:C4"));
    }

    @Test
    void authorities_thatAreNone_areRefusedWithTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ca.pem");
        for (String content : new String[] {"", "none\n"}) {
            Files.writeString(file, content);
            var e = assertThrows(IOException.class, () -> ServerTrust.SYSTEM.authorities(file));
            assertTrue(String.valueOf(e.getMessage()).contains(file.toString()));
        }
        Path missing = folder.resolve("missing");
        assertThrows(IOException.class, () -> ServerTrust.SYSTEM.authorities(missing));
    }
}
