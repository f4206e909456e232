package weft.client;

import org.jspecify.annotations.Nullable;

import weft.client.failure.RequestFailedException;
import weft.client.failure.TimedOutException;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.encoding.ExtendedDesktopSize.Reason;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;

import java.time.Duration;
import java.util.Optional;

/// The size of the server's picture and its screens.
///
/// Any thread may call.
public final class Desktop {

    private final Session session;
    private final Status status;
    private final ServerEvents events;

    /// One request at a time: the server answers in order, and says no more than that it answers.
    private final Turn turn;

    private long asked;

    /* Written by the thread that reads, before it tells the status. */
    private volatile @Nullable ScreenLayout layout;
    private volatile Answer last = new Answer(0, ResizeStatus.OK);

    /// @param number counts the requests from 1 on
    private record Answer(long number, ResizeStatus status) {}

    Desktop(Session session, Status status, ServerEvents events) {
        this.session = session;
        this.status = status;
        this.events = events;
        turn = new Turn(status);
    }

    /// The size and the screens, if the server has told of screens: before the first picture, if at
    /// all. Such a server can be asked for others.
    public Optional<ScreenLayout> layout() {
        return Optional.ofNullable(layout);
    }

    /// Asks for another size, of a single screen: the first one, if there are several.
    ///
    /// @see #resize(ScreenLayout, Duration)
    public ResizeStatus resize(int width, int height, Duration timeout) {
        ScreenLayout now = layout;
        ScreenLayout single = ScreenLayout.single(width, height);
        return resize(now == null ? single : single.keeping(now), timeout);
    }

    /// Asks the server for another size and other screens, and waits for its answer. The picture
    /// follows soon after it.
    ///
    /// @return [ResizeStatus#OK], or [ResizeStatus#FORWARDED] if somebody behind the server
    ///   decides, and may change the size later
    /// @throws RequestFailedException with the server's reason, also if it knows nothing of this
    /// @throws TimedOutException if it has not answered in time
    public ResizeStatus resize(ScreenLayout wanted, Duration timeout) {
        ResizeStatus answer = request(wanted, timeout);
        if (answer != ResizeStatus.OK && answer != ResizeStatus.FORWARDED) {
            throw new RequestFailedException("The server refuses " + wanted + ": " + answer);
        }
        return answer;
    }

    /// The same for who is to know why the server refuses.
    ///
    /// @return what it answers, a refusal or not
    /// @throws RequestFailedException if it knows nothing of this
    /// @throws TimedOutException if it has not answered in time
    public ResizeStatus request(ScreenLayout wanted, Duration timeout) {
        long deadline = status.deadline(timeout);
        turn.take(deadline, timeout);
        try {
            if (layout == null) {
                throw new RequestFailedException(
                        "The server does not let viewers ask for a size: it has not told of its"
                                + " screens (ExtendedDesktopSize)");
            }
            session.send(new SetDesktopSize(wanted));
            long number = ++asked;
            return status.await(
                    () -> deadline,
                    () -> last.number >= number ? Optional.of(last.status) : Optional.empty(),
                    () -> {
                        throw new TimedOutException(
                                "The server has not answered within %d ms whether its"
                                                .formatted(timeout.toMillis())
                                        + " picture may be "
                                        + wanted,
                                status.frame());
                    });
        } finally {
            turn.give();
        }
    }

    /// The server tells of its screens, or answers. On the thread that reads.
    void told(ExtendedDesktopSize size) {
        if (size.isInForce()) {
            layout = size.layout();
            events.screens(size.layout());
        }
        if (size.reason() == Reason.THIS_CLIENT) {
            last = new Answer(last.number + 1, size.status());
        }
        status.changed();
    }
}
