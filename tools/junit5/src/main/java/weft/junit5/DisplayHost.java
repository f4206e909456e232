package weft.junit5;

import weft.server.VncServer;
import weft.server.VncServerBuilder;

/// A machine in this JVM that tests look at. It does not run by itself: the [FrameClock] of the
/// tests lets it run, frame by frame, as fast as it can. So a test is the same each time, and waits
/// for no real time to pass.
public interface DisplayHost extends AutoCloseable {

    /// What shows the machine, with its size and with what takes the viewers' input; not started
    /// yet. It is asked for once.
    VncServerBuilder server();

    /// Lets the machine run until its next frame is complete, and shows that. Input that came
    /// before has been handed over.
    void nextFrame(VncServer server);

    /// How many frames make a second of the machine's time.
    default double framesPerSecond() {
        return 60;
    }

    /// Called when the tests are over and the server is closed.
    @Override
    default void close() {}
}
