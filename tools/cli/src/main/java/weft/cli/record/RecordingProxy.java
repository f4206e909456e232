package weft.cli.record;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.address.Destination;
import weft.client.failure.VncClientException;
import weft.client.proxy.Relay;
import weft.client.recording.BackgroundRecorder;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets viewers through to a server and records each of them.
public final class RecordingProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingProxy.class);

    private final Destination server;
    private final Recordings recordings;
    private final ServerSocketChannel listener;
    private final Optional<Path> socketFile;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final List<Thread> sessions = new ArrayList<>();
    private int viewers;

    private RecordingProxy(Destination server, Recordings recordings, ServerSocketChannel listener)
            throws IOException {
        this.server = server;
        this.recordings = recordings;
        this.listener = listener;
        socketFile =
                listener.getLocalAddress() instanceof UnixDomainSocketAddress unix
                        ? Optional.of(unix.getPath())
                        : Optional.empty();
    }

    /// Listens.
    ///
    /// @throws IOException that says in one line what cannot be done
    public static RecordingProxy listen(
            SocketAddress address, Destination server, Recordings recordings) throws IOException {
        recordings.check();
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        ServerSocketChannel listener =
                isUnix
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        : ServerSocketChannel.open();
        try {
            listener.bind(address);
            return new RecordingProxy(server, recordings, listener);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on %s: %s".formatted(address, e.getMessage()), e);
        }
    }

    /// Where it listens.
    public SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /// Lets one viewer through, to its end.
    ///
    /// @throws VncClientException if it did not come to a session
    public void serveOne() throws IOException, InterruptedException {
        SocketChannel viewer = listener.accept();
        session(viewer, recordings.file(++viewers));
    }

    /// Lets viewers through, at the same time, until this is closed.
    public void serve() throws IOException {
        while (listener.isOpen()) {
            SocketChannel viewer = listener.accept();
            Path file = recordings.file(++viewers);
            Thread session =
                    Thread.ofVirtual().name("weft-record").start(() -> attempt(viewer, file));
            synchronized (sessions) {
                sessions.removeIf(one -> !one.isAlive());
                sessions.add(session);
            }
        }
    }

    private void attempt(SocketChannel viewer, Path file) {
        try {
            session(viewer, file);
        } catch (VncClientException | IOException e) {
            LOG.warn("{}: {}", file, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void session(SocketChannel viewer, Path file) throws IOException, InterruptedException {
        try (viewer;
                BackgroundRecorder recorder = BackgroundRecorder.create(file);
                var relay = new Relay(viewer, server, recorder)) {
            if (socketFile.isEmpty()) {
                viewer.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            relays.add(relay);
            if (!listener.isOpen()) {
                relay.close();
            }
            LOG.info("{}: begins", file);
            try {
                relay.run();
            } finally {
                relays.remove(relay);
            }
            LOG.info("{}: ends", file);
        }
    }

    /// Disconnects all, and returns when all recordings are whole.
    @Override
    public void close() throws IOException {
        listener.close();
        relays.forEach(Relay::close);
        List<Thread> open;
        synchronized (sessions) {
            open = List.copyOf(sessions);
        }
        try {
            for (Thread session : open) {
                session.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (socketFile.isPresent()) {
            Files.deleteIfExists(socketFile.get());
        }
    }
}
