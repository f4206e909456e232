package weft.junit5;

import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;
import weft.server.VncServer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Checks that a viewer of a [VncClientProfile] has the picture that the server has.
final class SameAsServer {

    private SameAsServer() {}

    /// Waits until it has; for a server in this JVM, and a test with a profile.
    static void check(DisplaySession session, Duration timeout) {
        Optional<VncServer> server = session.host().server();
        if (server.isEmpty() || session.profile() == Profile.USUAL) {
            return;
        }
        Framebuffer framebuffer = server.get().framebuffer();
        VncClient client = session.client();
        try {
            Frame _ =
                    client.waitFor(
                            seen -> isSame(seen, framebuffer.snapshot(), session.profile()),
                            timeout);
        } catch (TimedOutException e) {
            throw failure(session, framebuffer.snapshot());
        }
    }

    static boolean isSame(Frame seen, Frame shown, Profile profile) {
        return seen.sameSize(shown) && Arrays.equals(seen.pixels(), profile.translated(shown));
    }

    private static AssertionError failure(DisplaySession session, Frame shown) {
        Picture expected =
                Picture.of(session.profile().translated(shown), shown.width(), shown.height());
        Target target = Target.picture("the server's framebuffer", expected, Tolerance.exact());
        Sighting sighting = target.look(session.client().frame());
        String message =
                "the viewer \"%s\" has not what the server shows: %s"
                        .formatted(session.profile().name(), sighting.description());
        return new Failures(session)
                .of(new ExpectationFailedException(message, sighting.frame(), List.of(sighting)));
    }
}
