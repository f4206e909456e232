package weft.rfb.clipboard;

import org.jspecify.annotations.Nullable;

import weft.rfb.clipboard.ClipboardMessage.Request;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The clipboard of the other side: what it says to have becomes [ClipboardContents], and asking
/// those becomes [Request] messages, one after the other, each answered by what is provided next.
///
/// What belongs to contents that are not the newest any more is answered with nothing at once. Only
/// one thread may use it at a time; the contents that it makes are for all.
public final class RemoteClipboard {

    private final Executor guard;
    private final Consumer<Request> send;
    private final Executor answers;
    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private @Nullable Offered newest;
    private @Nullable Wanted asked;

    private record Wanted(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {}

    /// @param guard runs a task at once, while nobody else uses this
    /// @param send sends a request; called while nobody else uses this
    /// @param answers hands answers to who has asked; must not run them while this is used
    public RemoteClipboard(Executor guard, Consumer<Request> send, Executor answers) {
        this.guard = guard;
        this.send = send;
        this.answers = answers;
    }

    /// The other side has something new, in these formats.
    public ClipboardContents offered(Set<ClipboardFormat> formats) {
        forget();
        var offer = new Offered(formats);
        newest = offer;
        return offer;
    }

    /// The other side hands contents over: they answer what it was asked for, or they are new.
    ///
    /// @return new contents
    public Optional<ClipboardContents> provided(Map<ClipboardFormat, byte[]> contents) {
        Wanted answered = asked;
        if (answered == null) {
            forget();
            return Optional.of(ClipboardContents.of(contents));
        }
        asked = null;
        answer(answered, Optional.ofNullable(contents.get(answered.format())));
        askNext();
        return Optional.empty();
    }

    /// What was offered is not to be had any more.
    public void forget() {
        newest = null;
        List<Wanted> unanswered = new ArrayList<>(wanted);
        wanted.clear();
        if (asked != null) {
            unanswered.addFirst(asked);
            asked = null;
        }
        unanswered.forEach(one -> answer(one, Optional.empty()));
    }

    /// Whether the other side owes an answer.
    public boolean isAwaited() {
        return asked != null;
    }

    private void answer(Wanted one, Optional<byte[]> bytes) {
        answers.execute(() -> one.answer().accept(bytes));
    }

    private void ask(Offered offer, Wanted one) {
        if (offer != newest || !offer.formats.contains(one.format())) {
            answer(one, Optional.empty());
        } else {
            wanted.add(one);
            askNext();
        }
    }

    private void askNext() {
        Wanted next = asked == null ? wanted.poll() : null;
        if (next != null) {
            asked = next;
            send.accept(new Request(Set.of(next.format())));
        }
    }

    /// What the other side has said to have.
    private final class Offered implements ClipboardContents {

        private final Set<ClipboardFormat> formats;

        Offered(Set<ClipboardFormat> formats) {
            this.formats = Set.copyOf(formats);
        }

        @Override
        public Set<ClipboardFormat> formats() {
            return formats;
        }

        @Override
        public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
            guard.execute(() -> ask(this, new Wanted(format, answer)));
        }

        @Override
        public String toString() {
            return "offered " + formats;
        }
    }
}
