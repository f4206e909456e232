package weft.cli.x11;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

class XAuthorityTest {
    private static final int LOCAL = 256;
    private static final int WILD = 65535;
    private static final int INTERNET = 0;

    @TempDir Path folder;
    private Path file;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void name() {
        file = folder.resolve("authority");
    }

    private void entry(int family, byte[] address, String number, String name, String cookie)
            throws IOException {
        var out = new DataOutputStream(bytes);
        out.writeShort(family);
        for (byte[] field :
                new byte[][] {
                    address,
                    number.getBytes(ISO_8859_1),
                    name.getBytes(ISO_8859_1),
                    cookie.getBytes(ISO_8859_1)
                }) {
            out.writeShort(field.length);
            out.write(field);
        }
    }

    private String cookie(String display) throws IOException {
        Files.write(file, bytes.toByteArray());
        return XAuthority.cookie(file, XDisplayName.parse(display))
                .map(data -> new String(data, ISO_8859_1))
                .orElse("none");
    }

    @Test
    void cookie_isThatOfTheDisplay() throws IOException {
        byte[] host = "elsewhere".getBytes(ISO_8859_1);
        entry(LOCAL, host, "1", "MIT-MAGIC-COOKIE-1", "one");
        entry(LOCAL, host, "2", "XDM-AUTHORIZATION-1", "other");
        entry(LOCAL, host, "2", "MIT-MAGIC-COOKIE-1", "two");
        entry(INTERNET, new byte[] {127, 0, 0, 1}, "2", "MIT-MAGIC-COOKIE-1", "over TCP");
        assertEquals("one", cookie(":1"));
        assertEquals("two", cookie(":2"));
        assertEquals("over TCP", cookie("127.0.0.1:2"));
        assertEquals("none", cookie(":3"));
        entry(WILD, new byte[0], "", "MIT-MAGIC-COOKIE-1", "any");
        assertEquals("any", cookie(":3"));
        assertEquals("any", cookie(":1"), "one for all is nearer than one for another machine");
    }

    @Test
    void file_thatIsCutOff_hasWhatIsWhole() throws IOException {
        entry(WILD, new byte[0], "1", "MIT-MAGIC-COOKIE-1", "one");
        int whole = bytes.size();
        entry(WILD, new byte[0], "2", "MIT-MAGIC-COOKIE-1", "two");
        byte[] all = bytes.toByteArray();
        for (int length = whole; length < all.length; length++) {
            Files.write(file, Arrays.copyOf(all, length));
            assertArrayEquals(
                    "one".getBytes(ISO_8859_1),
                    XAuthority.cookie(file, XDisplayName.parse(":1")).orElseThrow());
            assertTrue(XAuthority.cookie(file, XDisplayName.parse(":2")).isEmpty());
        }
    }

    @Test
    void file_thatIsMissing_hasNone_andOneThatIsHuge_isRefused() throws IOException {
        assertTrue(XAuthority.cookie(file, XDisplayName.parse(":1")).isEmpty());
        Files.write(file, new byte[(1 << 20) + 1]);
        var refused =
                assertThrows(
                        IOException.class, () -> XAuthority.cookie(file, XDisplayName.parse(":1")));
        assertEquals(
                "cannot read %s: it is larger than 1 MiB".formatted(file), refused.getMessage());
    }

    @Test
    void file_isWhereTheEnvironmentSays() {
        assertEquals(Path.of("/a/b"), XAuthority.file(Map.of("XAUTHORITY", "/a/b", "HOME", "/h")));
        assertEquals(Path.of("/h/.Xauthority"), XAuthority.file(Map.of("HOME", "/h")));
    }
}
