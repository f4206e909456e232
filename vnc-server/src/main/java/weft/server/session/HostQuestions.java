package weft.server.session;

import weft.coroutine.CoQueue;
import weft.coroutine.Loop;
import weft.server.access.Right;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a viewer asks of the host: one question at a time, each where the host's callbacks run,
/// after the input before it.
///
/// Who asks does not wait for the host, so a slow one holds up nothing but what needs it. But a
/// second question waits until the answer to the first was sent: a viewer that asks and does not
/// read gets one answer. All calls are under the global lock, and from the reader.
final class HostQuestions {
    private final Session session;
    private final Loop loop;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final CoQueue answers;
    private boolean isOpen;

    HostQuestions(Session session, Loop loop, UpdateLoop updates, InputQueue.Viewer input) {
        this.session = session;
        this.loop = loop;
        this.updates = updates;
        this.input = input;
        answers = new CoQueue(loop, "an answer of the host");
    }

    /// Asks, once there is no question before it. The host is not asked if the viewer has lost the
    /// right by the time that its turn has come, or is gone.
    ///
    /// @param right what the viewer needs for it
    /// @param question runs where the host's callbacks run, without the lock
    /// @param none what counts as the answer if that fails, or must not be
    /// @param answered is given the answer, under the lock
    <T> void ask(Right right, Supplier<T> question, T none, Consumer<T> answered) {
        awaitTurn();
        isOpen = true;
        input.call(() -> {
            var asked = new Asked<>(none);
            try {
                if (loop.computeLocked(() -> session.may(right))) {
                    asked.answer = question.get();
                }
            } finally {
                loop.locked(() -> {
                    isOpen = false;
                    answered.accept(asked.answer);
                    answers.restartAll();
                });
            }
        });
    }

    /// Waits until there is no question without an answer, and no answer that was not sent.
    void awaitTurn() {
        while (isOpen) {
            answers.await();
        }
        updates.awaitReplies();
    }

    private static final class Asked<T> {
        T answer;

        Asked(T answer) {
            this.answer = answer;
        }
    }
}
