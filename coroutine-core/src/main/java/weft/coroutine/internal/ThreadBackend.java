package weft.coroutine.internal;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/// The back end for hosts that cannot pass `--add-exports`: a thread for each coroutine, with
/// hand-off, so that only one of them runs at a time. Slower, the same semantics.
public final class ThreadBackend implements Backend {

    private final ThreadFactory threads;

    /// @param platform whether to use platform threads, whose held locks the JVM can list, instead
    ///   of virtual ones
    public ThreadBackend(boolean platform) {
        Thread.Builder builder = platform ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        threads = builder.factory(); // a builder itself must not be shared between threads
    }

    @Override
    public String name() {
        return "thread";
    }

    @Override
    public Object create(Runnable body, String name) {
        return new ThreadStack(threads, body, name);
    }

    @Override
    public void enter(Object stack) {
        ((ThreadStack) stack).enter();
    }

    @Override
    public void yield(Object stack) {
        ((ThreadStack) stack).yield();
    }

    @Override
    public boolean isMountedHere(Object stack) {
        return Thread.currentThread() == ((ThreadStack) stack).thread;
    }

    @Override
    public StackTraceElement[] stackTrace(Object stack) {
        return ((ThreadStack) stack).thread.getStackTrace();
    }

    /// Exactly one side runs: `running` says which, each side parks until it is its turn. The
    /// hand-off is a volatile write, so what one side wrote before it the other one sees.
    private static final class ThreadStack {
        private final Thread thread;
        private volatile @Nullable Thread enterer;
        private volatile boolean running;
        private boolean started;

        ThreadStack(ThreadFactory threads, Runnable body, String name) {
            thread =
                    threads.newThread(() -> {
                        body.run();
                        handBack();
                    });
            thread.setName(name);
        }

        void enter() {
            enterer = Thread.currentThread();
            running = true;
            if (started) {
                LockSupport.unpark(thread);
            } else {
                started = true;
                thread.start();
            }
            boolean interrupted = false;
            while (running) {
                LockSupport.park(this);
                // A pending interrupt would turn the park into a spin; it is the caller's to see.
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void yield() {
            handBack();
            boolean interrupted = false;
            while (!running) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void handBack() {
            Thread waiting = enterer;
            running = false;
            LockSupport.unpark(waiting);
        }
    }
}
