package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// Users of PAM, whose services are in a private folder. Without native access it says so, and that
/// is all that there is to test.
class PamTest {
    private static final String PERMIT = "auth required pam_permit.so";
    private static final String ACCOUNT = "account required pam_permit.so";

    @TempDir private Path folder;

    private Optional<String> login(String user, String password, String... service)
            throws IOException {
        Files.write(folder.resolve("weft"), List.of(service));
        Pam pam;
        try {
            pam = Pam.open("weft", folder, Role.VIEW_ONLY.rights());
        } catch (IOException e) {
            assertEquals(
                    "PAM needs native access: start java with --enable-native-access=weft.server",
                    String.valueOf(e.getMessage()).replace("ALL-UNNAMED", "weft.server"));
            return Optional.empty();
        }
        return pam.authenticate(new Credentials(user, password.toCharArray()), "[::1]::5900")
                .map(identity -> {
                    assertEquals(Role.VIEW_ONLY.rights(), identity.rights());
                    return identity.user();
                });
    }

    private static Optional<String> ifNative(String user) {
        return Pam.class.getModule().isNativeAccessEnabled() ? Optional.of(user) : Optional.empty();
    }

    /// A module that runs a script, which gets the password on standard input.
    private String asking(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return "auth required pam_exec.so expose_authtok quiet " + file;
    }

    @Test
    void permitted_comesIn() throws IOException {
        assertEquals(ifNative("alice"), login("alice", "secret", PERMIT, ACCOUNT));
    }

    @Test
    void denied_doesNot() throws IOException {
        assertEquals(
                Optional.empty(), login("alice", "secret", "auth required pam_deny.so", ACCOUNT));
    }

    @Test
    void account_thatMayNotLogIn_doesNot() throws IOException {
        assertEquals(
                Optional.empty(), login("alice", "secret", PERMIT, "account required pam_deny.so"));
    }

    @Test
    void password_isWhatTheModuleGets() throws IOException {
        String module =
                asking(
                        """
                        [ "$PAM_USER" = r\u00e9n\u00e9e ] && [ "$PAM_RHOST" = ::1 ] || exit 1
                        [ "$PAM_SERVICE" = weft ] && [ "$PAM_TTY" = vnc ] || exit 1
                        [ "$(tr -d '\\0')" = 'a s\u00e9cret' ]\
                        """);
        assertEquals(
                ifNative("r\u00e9n\u00e9e"),
                login("r\u00e9n\u00e9e", "a s\u00e9cret", module, ACCOUNT));
        assertEquals(Optional.empty(), login("r\u00e9n\u00e9e", "a secret", module, ACCOUNT));
        assertEquals(Optional.empty(), login("bob", "a s\u00e9cret", module, ACCOUNT));
    }

    @Test
    void textsThatCCannotHold_areRefusedAndNotCut() throws IOException {
        String module = asking("[ \"$(tr -d '\\0')\" = secret ]");
        assertEquals(ifNative("alice"), login("alice", "secret", module, ACCOUNT));
        for (String wrong : List.of("", "secret\0", "\0", "\ud800", "s".repeat(512))) {
            assertEquals(Optional.empty(), login("alice", wrong, PERMIT, ACCOUNT), wrong);
        }
        assertEquals(Optional.empty(), login("alice\0", "secret", PERMIT, ACCOUNT));
        assertEquals(Optional.empty(), login("", "secret", PERMIT, ACCOUNT));
    }

    /// One message that asks for nothing is taken; the server has nobody to show it to.
    @Test
    void messages_areTaken() throws IOException {
        assertEquals(
                ifNative("alice"),
                login("alice", "secret", "auth required pam_echo.so hello", PERMIT, ACCOUNT));
    }

    @Test
    void service_thatIsNotThere_isTold() {
        String missing =
                assertThrows(
                                IOException.class,
                                () -> Pam.open("no-such-service-of-weft", Role.OWNER.rights()))
                        .getMessage();
        assertEquals(
                Pam.class.getModule().isNativeAccessEnabled()
                        ? "there is no PAM service no-such-service-of-weft: nothing says in"
                                + " /etc/pam.d how its users log in"
                        : "PAM needs native access: start java with"
                                + " --enable-native-access=ALL-UNNAMED",
                String.valueOf(missing).replace("weft.server", "ALL-UNNAMED"));
        assertEquals(
                "'../weft' is no name of a PAM service",
                assertThrows(IOException.class, () -> Pam.open("../weft", Role.OWNER.rights()))
                        .getMessage());
    }
}
