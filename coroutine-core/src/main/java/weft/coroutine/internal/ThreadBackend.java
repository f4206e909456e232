package weft.coroutine.internal;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// The back end for hosts that cannot pass `--add-exports`: a thread for each coroutine, with
/// hand-off, so that only one of them runs at a time. Slower, the same semantics.
public final class ThreadBackend implements Backend {

    private final Thread.Builder threads;

    /// @param platform whether to use platform threads, whose held locks the JVM can list, instead
    ///   of virtual ones
    public ThreadBackend(boolean platform) {
        threads = platform ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    }

    @Override
    public String name() {
        return "thread";
    }

    @Override
    public Stack create(Runnable body, String name) {
        return new ThreadStack(threads, body, name);
    }

    /// Exactly one side runs: `running` says which, each side parks until it is its turn. The
    /// hand-off is a volatile write, so what one side wrote before it the other one sees.
    private static final class ThreadStack implements Stack {
        private final Thread thread;
        private volatile @Nullable Thread enterer;
        private volatile boolean running;
        private boolean started;

        ThreadStack(Thread.Builder threads, Runnable body, String name) {
            thread =
                    threads.unstarted(() -> {
                        body.run();
                        handBack();
                    });
            thread.setName(name);
        }

        @Override
        public void enter() {
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

        @Override
        public void yield() {
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

        @Override
        public boolean isMountedHere() {
            return Thread.currentThread() == thread;
        }

        @Override
        public StackTraceElement[] stackTrace() {
            return thread.getStackTrace();
        }
    }
}
