package weft.client.recording;

/// When what was recorded comes again.
@FunctionalInterface
public interface Pace {

    /// At once.
    Pace UNPACED = _ -> {};

    /// Waits until it is time for what came so many milliseconds after the beginning.
    ///
    /// @throws InterruptedException to end the recording there
    void await(long millis) throws InterruptedException;
}
