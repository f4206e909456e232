package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import org.jspecify.annotations.Nullable;

import weft.coroutine.CoQueue;
import weft.coroutine.Coroutine;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.Fence;
import weft.rfb.message.ServerFence;

import java.util.ArrayDeque;
import java.util.Deque;

/// The fences of a viewer whose answer says that all before them has taken effect, to the last
/// pixel: its input has been delivered to the host, with what the host has asked of its clipboard,
/// the host has painted what it said it would ([Paintings]), and the viewer has been sent what the
/// picture shows then, as far as it has asked.
///
/// That takes time, and needs what the viewer says meanwhile; so it is done, one fence after the
/// other, by a coroutine of its own, while the reader goes on. All calls are under the global lock.
final class Barriers {

    /// So many wait at the most.
    static final int LIMIT_WAITING = 64;

    private final String name;
    private final Display display;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final SessionClipboard clipboard;
    private final Deque<Waiting> waiting = new ArrayDeque<>(1);
    private final CoQueue work;
    private @Nullable Coroutine coroutine;

    private record Waiting(Fence fence, long inputs) {}

    Barriers(
            String name,
            Display display,
            UpdateLoop updates,
            InputQueue.Viewer input,
            SessionClipboard clipboard) {
        this.name = name;
        this.display = display;
        this.updates = updates;
        this.input = input;
        this.clipboard = clipboard;
        work = new CoQueue(display.loop(), "a fence");
    }

    /// Answers the fence when all before it has taken effect.
    ///
    /// @throws RfbProtocolException if too many wait
    void add(Fence fence) {
        if (waiting.size() == LIMIT_WAITING) {
            throw new RfbProtocolException(
                    LIMIT, "more than " + LIMIT_WAITING + " fences wait for their answer");
        }
        waiting.add(new Waiting(fence, input.putCount()));
        if (coroutine == null) {
            coroutine = display.loop().start(name + " barriers", this::run);
        }
        work.next();
    }

    private void run() {
        while (true) {
            while (waiting.isEmpty()) {
                work.await();
            }
            Waiting next = waiting.element();
            input.awaitDelivered(next.inputs);
            clipboard.awaitAnswers();
            input.awaitDelivered(input.putCount());
            display.paintings().await();
            updates.awaitShown();
            updates.answerFence(new ServerFence(next.fence.answer()));
            waiting.remove();
        }
    }

    /// Ends with the session.
    void close() {
        if (coroutine != null) {
            coroutine.cancel();
        }
    }
}
