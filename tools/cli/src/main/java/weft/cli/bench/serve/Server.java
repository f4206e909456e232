package weft.cli.bench.serve;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/// A server that is measured.
public interface Server extends AutoCloseable {

    /// Where it listens.
    SocketAddress address();

    /// The CPU time that it has used so far; of the whole process, compiler and collector too.
    Duration cpu() throws IOException;

    @Override
    void close();

    /// A server that somebody else has started. Its CPU time is that of the process `pid`, or zero
    /// if that is 0.
    static Server running(SocketAddress address, long pid) {
        return new Server() {
            @Override
            public SocketAddress address() {
                return address;
            }

            @Override
            public Duration cpu() throws IOException {
                return pid == 0 ? Duration.ZERO : Server.cpu(process(pid));
            }

            private static ProcessHandle process(long pid) throws IOException {
                return ProcessHandle.of(pid)
                        .orElseThrow(() -> new IOException("there is no process " + pid));
            }

            @Override
            public void close() {}
        };
    }

    /// The CPU time of a process.
    static Duration cpu(ProcessHandle process) throws IOException {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() ->
                        new IOException(
                                "the CPU time of process %d is not told".formatted(process.pid())));
    }
}
