package weft.cli.e2e;

import weft.rfb.codec.NativeMemory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory this JVM uses, in bytes.
///
/// @param heap what is alive on the heap
/// @param codecs what compressors and codecs hold outside of it, in use and kept for the next one
/// @param resident all that the system has given to the process, in memory
record MemoryUse(long heap, long codecs, long resident) {

    /// After a collection.
    static MemoryUse now() {
        // The second one has nothing to wait for that the first one had to clean up.
        System.gc();
        System.gc();
        return new MemoryUse(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                NativeMemory.inUse() + NativeMemory.idle(),
                residentBytes());
    }

    private static long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "heap %.1f MB, codecs %.2f MB, resident %.1f MB"
                .formatted(megabytes(heap), megabytes(codecs), megabytes(resident));
    }

    private static double megabytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
