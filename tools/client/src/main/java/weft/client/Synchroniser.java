package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.rfb.message.FramebufferUpdateRequest;

import java.time.Duration;
import java.util.Optional;

/// Waits until the picture shows what the input so far has done.
///
/// ```
/// client                                     server
///   input, fence 7 (BlockBefore) ------------> handles the input
///   <-------------------------------- fence 7
///   non-incremental request, one pixel ------>
///   <------- update with that pixel, and with all else that has changed by then
/// ```
///
/// An incremental request is answered only when something changes, so the question is about one
/// pixel whether it has changed or not. The server is owed the rest anyway: there always is an
/// incremental request of the whole picture, or continuous updates.
///
/// Weft's server says that it answers the fence only when it has sent all of that
/// ([weft.rfb.message.Fence#announcingBarriers]); with continuous updates nothing is asked for
/// then.
///
/// Without fences the pixel is asked for twice. An update that was on its way when the input was
/// sent may have that pixel by chance and be taken for the first answer; but a server owes one
/// update at most, so the second one was made after the first question, and that came after the
/// input.
final class Synchroniser {

    private static final Rect PIXEL = Rect.ofSize(1, 1);

    private final Session session;
    private final Status status;
    private final Turn turn;
    private long fences;

    Synchroniser(Session session, Status status) {
        this.session = session;
        this.status = status;
        turn = new Turn(status);
    }

    Frame sync(Duration timeout) {
        long deadline = status.deadline(timeout);
        turn.take(deadline, timeout);
        try {
            return sync(deadline, timeout);
        } finally {
            turn.give();
        }
    }

    private Frame sync(long deadline, Duration timeout) {
        if (status.hasFence()) {
            fences++;
            long number = fences;
            boolean isPicture = status.fencesArePictures();
            session.send(Session.fence(number));
            await(
                    deadline,
                    timeout,
                    "its answer to a fence",
                    () -> status.fenceAnswered() >= number);
            if (isPicture) {
                await(deadline, timeout, "the rest of the picture", status::isComplete);
            } else {
                ask(deadline, timeout);
            }
        } else {
            ask(deadline, timeout);
            ask(deadline, timeout);
        }
        Frame frame = status.frame();
        if (frame == null) {
            throw new IllegalStateException("a picture that is complete is a frame");
        }
        return frame;
    }

    private void ask(long deadline, Duration timeout) {
        long before = status.origins();
        FramebufferUpdateRequest question = Session.request(false, PIXEL);
        session.send(question);
        await(
                deadline,
                timeout,
                "the picture of now",
                () -> status.origins() > before && status.isComplete());
    }

    private interface Condition {
        boolean holds();
    }

    private void await(long deadline, Duration timeout, String what, Condition condition) {
        boolean _ =
                status.await(
                        () -> deadline,
                        () -> condition.holds() ? Optional.of(true) : Optional.empty(),
                        () -> {
                            throw late(what, timeout, status.frame());
                        });
    }

    private static TimedOutException late(String what, Duration timeout, @Nullable Frame last) {
        return new TimedOutException(
                "Waited %s for the server to send %s".formatted(Waits.text(timeout), what), last);
    }
}
