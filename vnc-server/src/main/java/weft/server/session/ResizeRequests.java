package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoQueue;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Limits;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Right;

/// The wishes of one viewer for another size or other screens: the host decides, the viewer gets an
/// answer to each before it is read on. All calls are under the global lock.
final class ResizeRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ResizeRequests.class);

    /// A viewer whose window is being dragged asks a few times a second; everybody gets to see each
    /// change.
    private static final int PER_SECOND = 10;

    private final Session session;
    private final Display display;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final Throttle throttle;
    private final CoQueue decided;

    ResizeRequests(Session session, Display display, UpdateLoop updates, InputQueue.Viewer input) {
        this.session = session;
        this.display = display;
        this.updates = updates;
        this.input = input;
        throttle = new Throttle(display.loop(), PER_SECOND);
        decided = new CoQueue(display.loop(), "the host to decide about a size");
    }

    /// Has the request decided and answered.
    void handle(SetDesktopSize request) {
        if (!updates.sizes().isExtended()) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE,
                    "SetDesktopSize before SetEncodings with ExtendedDesktopSize (-308)");
        }
        throttle.pass();
        ResizeStatus status = decide(request.layout());
        if (status == ResizeStatus.OK && !hasSize(request.layout())) {
            status = ResizeStatus.FORWARDED; // the host has not done it yet
        }
        if (status == ResizeStatus.OK) {
            display.screens().choose(request.layout(), session);
            display.screensChanged();
        }
        updates.answerResize(status, request.layout());
    }

    private boolean hasSize(ScreenLayout wanted) {
        Framebuffer framebuffer = display.framebuffer();
        return framebuffer.width() == wanted.width() && framebuffer.height() == wanted.height();
    }

    private ResizeStatus decide(ScreenLayout wanted) {
        if (!session.may(Right.RESIZE) || !display.takesResizes()) {
            return ResizeStatus.PROHIBITED;
        }
        if (wanted.problem().isPresent()) {
            return ResizeStatus.INVALID_LAYOUT;
        }
        if (!Limits.isPossible(wanted.width(), wanted.height())) {
            return ResizeStatus.OUT_OF_RESOURCES;
        }
        display.screens().ask(wanted, session);
        try {
            return decideByHost(wanted);
        } finally {
            display.screens().decided(session);
        }
    }

    private ResizeStatus decideByHost(ScreenLayout wanted) {
        var answer = new Answer();
        input.call(() -> {
            ResizeStatus status = ask(wanted);
            display.loop()
                    .locked(() -> {
                        answer.status = status;
                        decided.restartAll();
                    });
        });
        while (answer.status == null) {
            decided.await();
        }
        return answer.status;
    }

    /// Runs where the host's callbacks run, without the lock.
    private ResizeStatus ask(ScreenLayout wanted) {
        try {
            return display.resize(wanted);
        } catch (RuntimeException | Error e) {
            LOG.error("the host failed to decide about {}", wanted, e);
            return ResizeStatus.OUT_OF_RESOURCES;
        }
    }

    private static final class Answer {
        @Nullable ResizeStatus status;
    }
}
