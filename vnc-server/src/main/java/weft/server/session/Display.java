package weft.server.session;

import weft.coroutine.Loop;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiListener;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.PowerAction;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.login.Access;
import weft.server.login.Approval;
import weft.server.login.LogLimit;
import weft.server.login.RefusedException;
import weft.server.update.EncodedPieces;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a session needs of its server. All calls are under the global lock.
public interface Display {

    /// The loop that the session's coroutines belong to.
    Loop loop();

    /// The picture.
    Framebuffer framebuffer();

    /// The name that viewers show, as it is now.
    String name();

    /// Who may come in, and how they show it.
    Access access();

    /// The least time from one update of a viewer to its next.
    ///
    /// @param small whether the first one was a change of few pixels, such as the echo of a key
    long pauseNanos(boolean small);

    /// What is left of what a viewer asks for: the server may forbid what is lossy, or limit how
    /// good it is.
    EncodingPreferences allowed(EncodingPreferences asked);

    /// The time that a login may take.
    long loginNanos();

    /// The time that a message may take once it has begun.
    long messageNanos();

    /// How long a viewer may do nothing, in nanoseconds; 0 for no limit.
    long idleNanos();

    /// How long a viewer may stay; 0 for no limit.
    long totalNanos();

    /// Who decides whether a viewer that has shown who it is may come in, if there is anybody;
    /// called where the host's callbacks run.
    Optional<Consumer<Approval>> approver();

    /// How long that may take.
    long approvalNanos();

    /// Who is told of viewers, if there is anybody.
    Optional<SessionListener> listener();

    /// Memory that encoding borrows.
    BufferPool buffers();

    /// Wakes who looks at it.
    Wakeups wakeups();

    /// How much the log may say about whom.
    LogLimit logLimit();

    /// Whether there is no room for one more viewer.
    boolean isFull();

    /// The screens of the picture.
    Screens screens();

    /// The screens are other ones, or the same with another size: viewers are to be told.
    void screensChanged();

    /// Whether viewers may ask for another size at all.
    boolean takesResizes();

    /// Asks the host for a layout. Not under the lock, but where its callbacks run.
    ResizeStatus resize(ScreenLayout wanted);

    /// A login waits for its turn, and takes no place of others meanwhile; or no longer.
    void loginWaits(Session session, boolean waits);

    /// Lets a viewer in that has logged in, if there is room, and others out if the share policy
    /// says so.
    ///
    /// @param shared whether it leaves the others connected
    /// @throws RefusedException if it may not come in
    void admit(Session session, boolean shared);

    /// The session is over; called once.
    void ended(Session session);

    /// Where the viewers' keys and pointer events go.
    InputQueue input();

    /// What the host has on its clipboard, always the same object for the same contents.
    Optional<ClipboardContents> clipboard();

    /// What is locked on the host's keyboard, if it has ever said so.
    Optional<KeyboardLeds> leds();

    /// Who switches the machine that is shown, and says whether it will, if there is anybody;
    /// called without the lock, where the host's callbacks run.
    Optional<Predicate<PowerAction>> powerControl();

    /// Who takes input devices of viewers, and says who is told of what they do, if there is
    /// anybody; called as [#powerControl] is.
    Optional<Function<GiiDevice, Optional<GiiListener>>> devices();

    /// What the host plays, if it plays anything at all.
    Optional<HostSound> sound();

    /// What the host is painting.
    Paintings paintings();

    /// Where the pointer is.
    HostPointer pointer();

    /// A viewer has moved the pointer.
    void pointerMoved(Session viewer, int x, int y);

    /// What who may not see it is shown instead of a frame: black, of its size.
    Frame blackout(Frame frame);

    /// What the sessions' updates share.
    EncodedPieces pieces();
}
