package weft.server;

import weft.server.session.Paintings;

/// A change of the picture that the host has begun and will finish later, on any thread: while it
/// is open, viewers that wait for their input to be shown go on waiting.
///
/// A host that paints before its callbacks return needs none. One that only notes down a key, and
/// paints when its machine comes to it:
///
/// ```
/// .onKey((keysym, down) -> machine.enqueue(keysym, down, server.painting()))
///
/// // the machine's thread
/// machine.handle(event);
/// server.publish(machine.frame());
/// event.painting().close();
/// ```
///
/// A viewer waits by a fence with the flag BlockBefore alone (rfbproto, ClientFence). One that is
/// never closed keeps such viewers waiting, and nobody else.
public final class Painting implements AutoCloseable {
    private final Paintings all;
    private final long number;

    Painting(Paintings all) {
        this.all = all;
        number = all.begin();
    }

    /// The picture shows it: it was published, or its damage told. Closing twice has no effect.
    @Override
    public void close() {
        all.finish(number);
    }
}
