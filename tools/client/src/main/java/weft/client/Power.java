package weft.client;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.RequestFailedException;
import weft.framebuffer.Frame;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.PowerAction;

import java.time.Duration;
import java.util.Locale;

/// Switches the machine that the server shows.
///
/// A server says so when it could not, and nothing when it could. Messages are handled one after
/// the other; so when one that was sent after the request is answered and nothing was said, the
/// server has taken it.
final class Power {

    private final Session session;
    private final Status status;
    private final Synchroniser synchroniser;
    private final Turn turn;

    Power(Session session, Status status, Synchroniser synchroniser) {
        this.session = session;
        this.status = status;
        this.synchroniser = synchroniser;
        turn = new Turn(status);
    }

    void request(PowerAction action, Duration timeout) {
        long deadline = status.deadline(timeout);
        turn.take(deadline, timeout);
        try {
            request(action, deadline);
        } finally {
            turn.give();
        }
    }

    private void request(PowerAction action, long deadline) {
        if (!status.hasPower()) {
            sync(deadline); // its offer may be on its way
        }
        if (!status.hasPower()) {
            throw new RequestFailedException(
                    "Cannot %s: the server does not offer xvp to this viewer"
                            .formatted(text(action)));
        }
        long failures = status.powerFailures();
        session.send(new ClientXvp(action));
        try {
            sync(deadline);
        } catch (ConnectionLostException e) {
            return; // a machine that goes down may take its server with it
        }
        if (status.powerFailures() > failures) {
            throw new RequestFailedException(
                    "Cannot %s: the server says that it failed (xvp)".formatted(text(action)));
        }
    }

    private void sync(long deadline) {
        long left = Math.max(0, deadline - status.clock().nanoTime());
        Frame _ = synchroniser.sync(Duration.ofNanos(left));
    }

    private static String text(PowerAction action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
