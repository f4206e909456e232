package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Limits;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Right;

import java.util.Optional;

/// The wishes of one viewer for another size or other screens: the host decides, and the viewer
/// gets an answer to each. All calls are under the global lock.
final class ResizeRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ResizeRequests.class);

    /// A viewer whose window is being dragged asks a few times a second; everybody gets to see each
    /// change.
    private static final int PER_SECOND = 10;

    private final Session session;
    private final Display display;
    private final UpdateLoop updates;
    private final HostQuestions host;
    private final Throttle throttle;

    ResizeRequests(Session session, Display display, UpdateLoop updates, HostQuestions host) {
        this.session = session;
        this.display = display;
        this.updates = updates;
        this.host = host;
        throttle = new Throttle(display.loop(), PER_SECOND);
    }

    /// Has the request decided and answered.
    void handle(SetDesktopSize request) {
        if (!updates.sizes().isExtended()) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE,
                    "SetDesktopSize before SetEncodings with ExtendedDesktopSize (-308)");
        }
        throttle.pass();
        host.awaitTurn();
        ScreenLayout wanted = request.layout();
        Optional<ResizeStatus> refusal = refusal(wanted);
        if (refusal.isPresent()) {
            updates.answerResize(refusal.get(), wanted);
            return;
        }
        display.screens().ask(wanted, session);
        host.ask(
                Right.RESIZE,
                () -> ask(wanted),
                ResizeStatus.PROHIBITED,
                decision -> decided(decision, wanted));
    }

    /// What needs no host to be refused.
    private Optional<ResizeStatus> refusal(ScreenLayout wanted) {
        if (!session.may(Right.RESIZE) || !display.takesResizes()) {
            return Optional.of(ResizeStatus.PROHIBITED);
        }
        if (wanted.problem().isPresent()) {
            return Optional.of(ResizeStatus.INVALID_LAYOUT);
        }
        if (!Limits.isPossible(wanted.width(), wanted.height())) {
            return Optional.of(ResizeStatus.OUT_OF_RESOURCES);
        }
        return Optional.empty();
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

    private void decided(ResizeStatus decision, ScreenLayout wanted) {
        display.screens().decided(session);
        ResizeStatus status = decision;
        if (status == ResizeStatus.OK && !hasSize(wanted)) {
            status = ResizeStatus.FORWARDED; // the host has not done it yet
        }
        if (status == ResizeStatus.OK) {
            display.screens().choose(wanted, session);
            display.screensChanged();
        }
        updates.answerResize(status, wanted);
    }

    private boolean hasSize(ScreenLayout wanted) {
        Framebuffer framebuffer = display.framebuffer();
        return framebuffer.width() == wanted.width() && framebuffer.height() == wanted.height();
    }
}
