package weft.coroutine;

import java.util.LinkedHashSet;

/// A lock for many readers or one writer, between coroutines, after QEMU's `CoRwlock`: fair, in the
/// order of tickets, with upgrade and downgrade. All calls are under the global lock.
///
/// A reader that comes while a writer waits queues behind it, so writers do not starve.
public final class CoRwLock {
    private static final int WRITING = -1;

    private static final class Ticket {
        final Coroutine coroutine;
        final boolean write;
        boolean granted;

        Ticket(Coroutine coroutine, boolean write) {
            this.coroutine = coroutine;
            this.write = write;
        }
    }

    private final Loop loop;
    private final String name;
    private final LinkedHashSet<Ticket> tickets = new LinkedHashSet<>();

    /// [#WRITING], or the number of readers.
    private int holders;

    /// A free lock on `loop`.
    public CoRwLock(Loop loop, String name) {
        this.loop = loop;
        this.name = name;
    }

    /// Takes it for reading; parks while it is written, or while anybody who came before waits.
    public void readLock() {
        Coroutine self = loop.self();
        if (tickets.isEmpty() && holders != WRITING) {
            holders++;
            self.locksHeld++;
        } else {
            queue(new Ticket(self, false));
        }
    }

    /// Takes it for writing; parks while anybody has it.
    public void writeLock() {
        Coroutine self = loop.self();
        if (tickets.isEmpty() && holders == 0) {
            holders = WRITING;
            self.locksHeld++;
        } else {
            queue(new Ticket(self, true));
        }
    }

    /// From reading to writing. Behind the writers that wait already, and not atomically: others
    /// may have written in between. Cancellation does not interrupt it, so that the lock is held
    /// after it in any case; it shows at the next wait.
    public void upgrade() {
        Coroutine self = loop.self();
        if (holders <= 0 || self.locksHeld == 0) {
            throw new CoroutineMisuseException(
                    self + " upgrades " + this + ", which it does not read");
        }
        holders--;
        self.locksHeld--;
        if (tickets.isEmpty() && holders == 0) {
            holders = WRITING;
            self.locksHeld++;
            return;
        }
        var ticket = new Ticket(self, true);
        tickets.addLast(ticket);
        grant();
        await(ticket, false);
    }

    /// From writing to reading, without letting a writer in between; readers next in line come in.
    public void downgrade() {
        Coroutine self = loop.self();
        if (holders != WRITING || self.locksHeld == 0) {
            throw new CoroutineMisuseException(
                    self + " downgrades " + this + ", which it does not write");
        }
        holders = 1;
        grant();
    }

    /// Lets it go, whichever way it was taken.
    public void unlock() {
        Coroutine self = loop.self();
        if (holders == 0 || self.locksHeld == 0) {
            throw new CoroutineMisuseException(
                    self + " unlocks " + this + ", which it does not hold");
        }
        holders = holders == WRITING ? 0 : holders - 1;
        self.locksHeld--;
        grant();
    }

    private void queue(Ticket ticket) {
        tickets.addLast(ticket);
        await(ticket, true);
    }

    private void await(Ticket ticket, boolean cancellable) {
        boolean usable = false;
        try {
            while (!ticket.granted) {
                ticket.coroutine.park(this, cancellable);
            }
            usable = true;
        } finally {
            if (!usable && ticket.granted) {
                unlock();
            } else if (!usable) {
                tickets.remove(ticket);
                grant();
            }
        }
    }

    /// Lets in everybody at the head of the line who fits.
    private void grant() {
        while (!tickets.isEmpty()) {
            Ticket head = tickets.getFirst();
            if (head.coroutine.isBeingUnwound()) {
                tickets.removeFirst();
                continue;
            }
            if (head.write ? holders != 0 : holders == WRITING) {
                return;
            }
            tickets.removeFirst();
            holders = head.write ? WRITING : holders + 1;
            head.granted = true;
            head.coroutine.locksHeld++;
            head.coroutine.wakeUnlessScheduled();
        }
    }

    @Override
    public String toString() {
        return "rwlock '"
                + name
                + "', "
                + (holders == WRITING ? "being written" : holders + " reading")
                + ", "
                + tickets.size()
                + " waiting";
    }
}
