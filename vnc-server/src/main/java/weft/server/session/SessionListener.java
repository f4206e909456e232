package weft.server.session;

/// What is told of sessions, where the host's callbacks run, without the lock.
public interface SessionListener {

    /// One has been admitted.
    void connected(Session session);

    /// One that had been is over.
    void disconnected(Session session, String reason);
}
