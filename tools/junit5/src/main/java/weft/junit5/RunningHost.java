package weft.junit5;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.server.InProcessConnection;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What tests look at, while it runs. Any thread may use it.
final class RunningHost implements AutoCloseable {

    /// No pace: the clock of the tests says when there is a new frame.
    private static final int UNPACED = 1_000_000;

    private final Supplier<VncClientBuilder> clients;
    private final Optional<VncServer> server;
    private final Optional<DisplayHost> machine;
    private final Runnable end;
    private final ReentrantLock stepping = new ReentrantLock();
    private final AtomicLong frames = new AtomicLong();

    private RunningHost(
            Supplier<VncClientBuilder> clients,
            Optional<VncServer> server,
            Optional<DisplayHost> machine,
            Runnable end) {
        this.clients = clients;
        this.server = server;
        this.machine = machine;
        this.end = end;
    }

    /// Starts what is in the field of a host.
    ///
    /// @param patience how long a command may take to be there
    static RunningHost start(Object value, Duration patience) throws IOException {
        return switch (value) {
            case DisplayHost machine -> embedded(machine);
            case VncServerBuilder builder -> {
                VncServer server = builder.start();
                yield serving(server, server::close);
            }
            case VncServer server -> serving(server, () -> {});
            case HostCommand command -> {
                HostProcess process = HostProcess.start(command, patience);
                String address = process.address();
                yield new RunningHost(
                        () -> VncClient.to(address),
                        Optional.empty(),
                        Optional.empty(),
                        process::close);
            }
            case String address ->
                    new RunningHost(
                            () -> VncClient.to(address),
                            Optional.empty(),
                            Optional.empty(),
                            () -> {});
            default ->
                    throw new ExtensionConfigurationException(
                            "@Host is a %s, expected a DisplayHost, VncServer, VncServerBuilder,"
                                            .formatted(value.getClass().getName())
                                    + " HostCommand or the address of a server");
        };
    }

    private static RunningHost embedded(DisplayHost machine) throws IOException {
        VncServer server = machine.server().maxFps(UNPACED).start();
        return new RunningHost(
                () -> clientOf(server),
                Optional.of(server),
                Optional.of(machine),
                () -> {
                    server.close();
                    machine.close();
                });
    }

    private static RunningHost serving(VncServer server, Runnable end) {
        return new RunningHost(() -> clientOf(server), Optional.of(server), Optional.empty(), end);
    }

    private static VncClientBuilder clientOf(VncServer server) {
        InProcessConnection connection = server.connect();
        return VncClient.over(connection.input(), connection.output());
    }

    /// A new client, to be connected at once.
    VncClientBuilder client() {
        return clients.get();
    }

    /// The server, if it is in this JVM.
    Optional<VncServer> server() {
        return server;
    }

    /// The machine, if the tests advance its time.
    Optional<DisplayHost> machine() {
        return machine;
    }

    /// How many frames the machine has shown.
    long frames() {
        return frames.get();
    }

    /// Lets the machine show its next frame. Tests of one machine take turns.
    void nextFrame() {
        stepping.lock();
        try {
            machine.orElseThrow().nextFrame(server.orElseThrow());
            frames.incrementAndGet();
        } finally {
            stepping.unlock();
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
