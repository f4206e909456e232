package weft.server;

import weft.coroutine.Loop;
import weft.server.access.Right;
import weft.server.access.Role;
import weft.server.session.Session;

import java.util.Set;

/// A viewer that has been let in. What is done with it after it has left has no effect. All methods
/// may be called from any thread.
public final class Viewer {
    private final Loop loop;
    private final Session session;

    Viewer(Loop loop, Session session) {
        this.loop = loop;
        this.session = session;
    }

    /// Where it comes from: `HOST::PORT`, or what else the connection is called.
    public String peer() {
        return session.peer();
    }

    /// The name that it has logged in with; empty if nobody asked for one.
    public String user() {
        return loop.computeLocked(() -> session.identity().user());
    }

    /// What it may do now.
    public Set<Right> rights() {
        return loop.computeLocked(session::rights);
    }

    /// What it may do from now on. Keys and buttons that it may hold no longer are released.
    public void rights(Set<Right> rights) {
        Set<Right> copy = Set.copyOf(rights);
        loop.later(() -> session.rights(copy));
    }

    /// What it may do from now on, see [#rights(Set)].
    public void role(Role role) {
        rights(role.rights());
    }

    /// Ends its session.
    ///
    /// @param reason for the log; a viewer cannot be told
    public void disconnect(String reason) {
        loop.later(() -> session.end(reason));
    }

    /// Whether both are the same connection.
    @Override
    public boolean equals(Object other) {
        return other instanceof Viewer viewer && viewer.session == session;
    }

    @Override
    public int hashCode() {
        return session.hashCode();
    }

    @Override
    public String toString() {
        return "viewer " + peer();
    }
}
