package weft.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.access.AddressRange;
import weft.server.access.Security;
import weft.server.connection.Connection;
import weft.server.connection.Origin;
import weft.server.login.Admission;
import weft.server.login.RefusedException;
import weft.server.session.Display;
import weft.server.session.Session;
import weft.server.session.UpdateLoop;
import weft.server.web.WebSocketEntrance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The sessions of one server, from a viewer's connection to its end: who may log in, how many may
/// stay, and with whom. All calls are under the global lock.
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final SharePolicy sharePolicy;
    private final int maxClients;
    private final List<AddressRange> allowed;
    private final Admission admission;
    private final Set<Session> all = new LinkedHashSet<>();
    private final Set<Session> members = new HashSet<>();
    private boolean closing;
    private Runnable allEnded = () -> {};

    Sessions(VncServerBuilder builder) {
        sharePolicy = builder.sharePolicy;
        maxClients = builder.maxClients;
        allowed = List.copyOf(builder.allowed);
        admission =
                new Admission(
                        builder.logins,
                        builder.loginsPerSource,
                        Math.max(builder.logins, maxClients),
                        builder.random);
    }

    /// A viewer has connected; one for whom there is no room is not worth a line in the log.
    ///
    /// @param offered what it may log in by
    /// @param entrance if it comes through a WebSocket
    void accepted(
            Display display,
            Connection connection,
            Set<Security> offered,
            Optional<WebSocketEntrance> entrance) {
        Origin origin = connection.origin();
        if (closing || !mayCome(origin) || !admission.hasRoom(origin)) {
            LOG.debug("{}: turned away", connection.peer());
            connection.close();
            return;
        }
        var session = new Session(display, connection, offered, entrance);
        admission.enter(session);
        all.add(session);
        session.start();
    }

    void loginWaits(Session session, boolean waits) {
        if (waits) {
            admission.left(session);
        } else {
            admission.enter(session);
        }
    }

    private boolean mayCome(Origin origin) {
        return allowed.isEmpty()
                || origin.address()
                        .map(address -> allowed.stream().anyMatch(range -> range.contains(address)))
                        .orElse(true);
    }

    void forEach(Consumer<Session> action) {
        all.forEach(action);
    }

    /// Those that were admitted and are not over.
    List<Session> admitted() {
        return all.stream().filter(Session::isAdmitted).toList();
    }

    void forEachViewer(Consumer<UpdateLoop> action) {
        for (Session session : all) {
            UpdateLoop updates = session.updates();
            if (updates != null && session.isAdmitted()) {
                action.accept(updates);
            }
        }
    }

    /// Ends those of which `which` is true.
    void end(Predicate<Session> which, String reason) {
        for (Session session : List.copyOf(all)) {
            if (which.test(session)) {
                session.end(reason);
            }
        }
    }

    /// Ends every session and lets no new one in.
    ///
    /// @param done is run when the last one is over
    void endAll(Runnable done) {
        closing = true;
        allEnded = done;
        end(_ -> true, "the server is closing");
        tellIfAllEnded();
    }

    private void tellIfAllEnded() {
        if (closing && all.isEmpty()) {
            allEnded.run();
            allEnded = () -> {};
        }
    }

    boolean isFull() {
        return members.size() >= maxClients;
    }

    void admit(Session session, boolean shared) {
        if (isFull()) {
            throw new RefusedException("too many viewers");
        }
        agreeOnSharing(session, shared);
        admission.left(session);
        members.add(session);
    }

    private void agreeOnSharing(Session session, boolean shared) {
        if (sharePolicy == SharePolicy.IGNORE) {
            return;
        }
        if (sharePolicy == SharePolicy.FORCE_SHARED) {
            if (!shared) {
                throw new RefusedException("this display can only be shared");
            }
            return;
        }
        List<Session> others = new ArrayList<>(all);
        others.remove(session);
        others.removeIf(other -> !other.isAdmitted());
        if (!shared) {
            others.forEach(other -> other.end("another viewer wants the display alone"));
        } else if (others.stream().anyMatch(other -> !other.isShared())) {
            throw new RefusedException("another viewer has the display alone");
        }
    }

    void ended(Session session) {
        all.remove(session);
        members.remove(session);
        admission.left(session);
        tellIfAllEnded();
    }
}
