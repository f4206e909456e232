package weft.server.session;

import weft.coroutine.Loop;
import weft.framebuffer.Framebuffer;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.security.VncPassword;
import weft.server.update.EncodedPieces;

import java.util.Optional;

/// What a session needs of its server. All calls are under the global lock.
public interface Display {

    /// The loop that the session's coroutines belong to.
    Loop loop();

    /// The picture.
    Framebuffer framebuffer();

    /// The name that viewers show, as it is now.
    String name();

    /// The password that viewers must know; empty for security type None.
    Optional<VncPassword> password();

    /// The least time from one update of a viewer to its next.
    ///
    /// @param small whether the first one was a change of few pixels, such as the echo of a key
    long pauseNanos(boolean small);

    /// What is left of what a viewer asks for: the server may forbid what is lossy, or limit how
    /// good it is.
    EncodingPreferences allowed(EncodingPreferences asked);

    /// Whether keys and pointer of viewers are ignored.
    boolean viewOnly();

    /// The time that a login may take.
    long loginNanos();

    /// The time that a message may take once it has begun.
    long messageNanos();

    /// Memory that encoding borrows.
    BufferPool buffers();

    /// Whether there is no room for one more viewer.
    boolean isFull();

    /// Lets a viewer in that has logged in, and others out if the share policy says so.
    ///
    /// @param shared whether it leaves the others connected
    /// @throws RefusedException if it may not come in
    void admit(Session session, boolean shared);

    /// The session is over; called once.
    void ended(Session session);

    /// Where the viewers' keys and pointer events go.
    InputQueue input();

    /// What the host is painting.
    Paintings paintings();

    /// What the sessions' updates share.
    EncodedPieces pieces();
}
