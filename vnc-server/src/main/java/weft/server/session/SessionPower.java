package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.PowerAction;
import weft.rfb.message.ServerXvp;
import weft.rfb.message.SetEncodings;
import weft.server.access.Right;

import java.util.Optional;
import java.util.function.Predicate;

/// What one viewer may switch: it is told of that only where the host can and the viewer may, and
/// each request that comes to nothing is answered. All calls are under the global lock.
final class SessionPower {
    private final Session session;
    private final Display display;
    private final UpdateLoop updates;
    private final HostQuestions host;
    private boolean asked;
    private boolean announced;

    SessionPower(Session session, Display display, UpdateLoop updates, HostQuestions host) {
        this.session = session;
        this.display = display;
        this.updates = updates;
        this.host = host;
    }

    /// The viewer lists its encodings, xvp or not among them.
    void encodings(SetEncodings message) {
        asked = message.encodings().contains(Encoding.XVP.number());
        announced &= asked;
        if (isNews()) {
            updates.reply(ServerXvp.init());
        }
    }

    /// Tells the viewer that it may, once, if it is given the right later.
    void announce() {
        if (isNews()) {
            updates.post(ServerXvp.init());
        }
    }

    private boolean isNews() {
        boolean isNews = asked && !announced && control().isPresent();
        announced |= isNews;
        return isNews;
    }

    /// Whom a request of this viewer goes to, if to anybody.
    private Optional<Predicate<PowerAction>> control() {
        return session.may(Right.POWER) ? display.powerControl() : Optional.empty();
    }

    /// The viewer wants something.
    void handle(ClientXvp request) {
        if (!asked) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "xvp message before SetEncodings with xvp (-309)");
        }
        Optional<Predicate<PowerAction>> control = control();
        Optional<PowerAction> action = request.action();
        if (control.isPresent() && action.isPresent()) {
            host.ask(
                    Right.POWER,
                    () -> control.get().test(action.get()),
                    false,
                    isDone -> {
                        if (!isDone) {
                            updates.post(ServerXvp.fail(request));
                        }
                    });
        } else {
            updates.reply(ServerXvp.fail(request));
        }
    }
}
