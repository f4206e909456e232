package weft.server.access;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

import java.util.concurrent.Callable;

/// The talk between server and viewer about who it is, as a security type sees it. For the one
/// coroutine that it is given to: reads and [#flush] park it until the viewer has answered or has
/// taken what it was sent. What takes long must go through [#call], or every viewer waits.
public interface SecurityDialogue {

    /// What the viewer sends.
    RfbInput in();

    /// What it is sent, at the next [#flush].
    RfbOutput out();

    /// Sends what was written.
    void flush();

    /// The viewer has given credentials, which are looked at next. Waits if there were wrong ones
    /// before, from where it comes from or for this user, and lets nobody through who guesses too
    /// often. If it is not called, what the viewer has shown counts after it was looked at.
    ///
    /// @param user whose they are said to be; empty where no name is asked for
    /// @throws RuntimeException if there were too many, to be let through
    void evaluating(String user);

    /// Runs `task` on a thread that is there for logins, and waits for its result.
    ///
    /// @throws RuntimeException what `task` threw, or that there are too many logins at a time
    <T> T call(Callable<T> task);

    /// Where the viewer comes from.
    String peer();
}
