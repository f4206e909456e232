package weft.server.login;

import weft.coroutine.CoSleep;
import weft.coroutine.Loop;
import weft.server.access.Identity;
import weft.server.access.Right;

import java.util.Optional;
import java.util.Set;

/// A viewer that has shown who it is, and waits for the host's word. All calls are under the global
/// lock.
public final class Approval {
    private final String peer;
    private final Identity identity;
    private final String certificate;
    private final CoSleep waiting;
    private Optional<Identity> accepted = Optional.empty();
    private String reason = "nobody has answered";
    private boolean over;

    /// @param certificate the subject of the one that it has shown; empty if it was asked for none
    public Approval(Loop loop, String peer, Identity identity, String certificate) {
        this.peer = peer;
        this.identity = identity;
        this.certificate = certificate;
        waiting = new CoSleep(loop);
    }

    /// Waits for the word. Returns who comes in.
    ///
    /// @throws RefusedException if the host does not want it, or says nothing
    public Identity await(long nanos) {
        try {
            if (!over) {
                boolean _ = waiting.sleep(nanos);
            }
        } finally {
            over = true;
        }
        return accepted.orElseThrow(() -> new RefusedException(reason));
    }

    /// The viewer comes in, with these rights instead of its own if there are any. The first word
    /// counts.
    public void accept(Optional<Set<Right>> rights) {
        if (!over) {
            over = true;
            accepted = Optional.of(new Identity(identity.user(), rights.orElse(identity.rights())));
            waiting.wake();
        }
    }

    /// The viewer does not come in.
    ///
    /// @param why is told to the viewer, so it is from a fixed list
    public void refuse(String why) {
        if (!over) {
            over = true;
            reason = why;
            waiting.wake();
        }
    }

    /// Whether a word still counts.
    public boolean isWaiting() {
        return !over;
    }

    /// Where it comes from.
    public String peer() {
        return peer;
    }

    /// Who it is.
    public Identity identity() {
        return identity;
    }

    /// The subject of its certificate; empty if it was asked for none.
    public String certificate() {
        return certificate;
    }
}
