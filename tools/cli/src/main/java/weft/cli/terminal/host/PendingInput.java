package weft.cli.terminal.host;

import java.util.Arrays;

/// What the program has not read yet, up to a bound.
final class PendingInput {

    /// Beyond it nothing is taken: as much as the clipboard may hold, four bytes a character.
    private static final int MOST = 4 << 20;

    /// Answers beyond it are dropped: who asks and does not read has no use for them.
    private static final int MOST_REPLIES = 4096;

    private static final int FIRST_SIZE = 4096;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int from;
    private int to;

    int size() {
        return to - from;
    }

    /// Takes what a viewer has typed or pasted.
    ///
    /// @return false if there is no room for it
    boolean type(byte[] typed) {
        if (size() + (long) typed.length > MOST) {
            return false;
        }
        if (typed.length == 1 && isSignal(typed[0])) {
            from = to; // a program that does not read must be stopped, not fed
        }
        add(typed);
        return true;
    }

    /// Control-C and Control-\, which are to reach the program at once.
    private static boolean isSignal(byte typed) {
        return typed == 0x03 || typed == 0x1C;
    }

    /// Takes an answer of the terminal.
    void reply(byte[] reply) {
        if (size() + reply.length <= MOST_REPLIES) {
            add(reply);
        }
    }

    private void add(byte[] more) {
        if (to + more.length > bytes.length) {
            int size = size();
            byte[] larger =
                    size + more.length > bytes.length
                            ? new byte[Math.max(2 * bytes.length, size + more.length)]
                            : bytes;
            System.arraycopy(bytes, from, larger, 0, size);
            bytes = larger;
            from = 0;
            to = size;
        }
        System.arraycopy(more, 0, bytes, to, more.length);
        to += more.length;
    }

    /// Gives the program what it takes.
    void writeTo(PseudoTerminal terminal) {
        from += terminal.write(bytes, from, size());
        if (from == to) {
            clear();
        }
    }

    void clear() {
        from = 0;
        to = 0;
        if (bytes.length > FIRST_SIZE) {
            bytes = Arrays.copyOf(bytes, FIRST_SIZE);
        }
    }
}
