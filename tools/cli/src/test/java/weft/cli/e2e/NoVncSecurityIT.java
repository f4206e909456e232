package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.testcard.TestCard;
import weft.server.Viewer;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.Security;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// RSA-AES with noVNC, which speaks RA2ne, by the cryptography of the browser.
@ExtendWith(Programs.class)
@Timeout(90)
class NoVncSecurityIT {

    @TempDir Path home;

    private static Optional<Identity> inWonderland(Credentials given, String peer) {
        return new String(given.password()).equals("wonderland")
                ? Optional.of(new Identity(given.user(), Role.OPERATOR.rights()))
                : Optional.empty();
    }

    @Test
    void ra2ne_userAndPassword_showsThePicture() throws Exception {
        try (CardServer server =
                        CardServer.start(
                                TestCard.still(400, 300),
                                builder ->
                                        builder.listen(0)
                                                .security(EnumSet.of(Security.RA2NE))
                                                .authenticator(NoVncSecurityIT::inWonderland));
                NoVnc page = NoVnc.loggedIn(home, server.port(), 400, 300, "alice", "wonderland")) {
            page.viewers().getFirst().await("logged in by RA2ne", server.picture());
            assertEquals(
                    List.of("alice"),
                    server.server().viewers().stream().map(Viewer::user).toList());
        }
    }
}
