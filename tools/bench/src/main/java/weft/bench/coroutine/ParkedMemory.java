package weft.bench.coroutine;

import weft.coroutine.CoQueue;
import weft.coroutine.ManualLoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Parks a million coroutines and prints what each of them takes, in the heap and in the process.
/// Ends with 1 if heap or resident memory is 1 GiB or more.
///
/// Run it with the heap that the goal allows: `-Xmx1g`.
public final class ParkedMemory {
    private static final int COUNT = 1_000_000;
    private static final long LIMIT = 1L << 30;

    private ParkedMemory() {}

    public static void main(String[] arguments) throws IOException {
        ManualLoop loop = ManualLoop.create();
        var queue = new CoQueue(loop, "memory");
        long heapBefore = usedHeap();
        for (int i = 0; i < COUNT; i++) {
            loop.start("parked", queue::await);
            if (i % 10_000 == 0) {
                loop.runReady();
            }
        }
        loop.runReady();
        long heap = usedHeap();
        long resident = resident();
        System.out.printf(
                "%,d parked coroutines, back end %s: %,d bytes of heap each, heap %,d MiB, resident"
                        + " %,d MiB (most so far: %,d MiB)%n",
                loop.liveCount(),
                loop.backendName(),
                (heap - heapBefore) / COUNT,
                heap >> 20,
                resident >> 20,
                status("VmHWM:") >> 20);
        boolean missed = heap >= LIMIT || resident >= LIMIT;
        System.out.println(missed ? "1 GiB is exceeded" : "both are below 1 GiB");
        if (missed) {
            System.exit(1);
        }
        loop.unwind();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws IOException {
        return status("VmRSS:");
    }

    /// A line of Linux's `/proc/self/status`, in bytes.
    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("no " + key + " in /proc/self/status");
    }
}
