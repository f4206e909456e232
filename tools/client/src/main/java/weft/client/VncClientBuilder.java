package weft.client;

import weft.client.address.Destination;
import weft.client.address.ServerAddress;
import weft.client.failure.CannotConnectException;
import weft.client.handshake.Credentials;
import weft.client.handshake.Login;
import weft.client.probe.Announcement;
import weft.client.probe.ServerOffer;
import weft.client.recording.Recorder;
import weft.client.trust.ServerTrust;
import weft.client.wire.Transport;
import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.encoding.Encoding;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/// How to connect. What is not set is as a viewer that loses no pixel would have it.
public final class VncClientBuilder {

    /// Makes the way to a server, once it is known which server is believed.
    interface Way {
        Transport to(ServerTrust trust) throws IOException;
    }

    private final Way way;
    private ProtocolVersion highest = ProtocolVersion.V3_8;
    private Credentials credentials = Credentials.NONE;
    private ServerTrust trust = ServerTrust.SYSTEM;
    private Optional<String> serverName = Optional.empty();
    private int port;
    private Set<SecurityType> securityTypes = Set.of();
    private boolean shared = true;
    private PixelFormat format = PixelFormat.XRGB8888;
    private Optional<List<Encoding>> encodings = Optional.empty();
    private OptionalInt compressionLevel = OptionalInt.empty();
    private OptionalInt jpegQuality = OptionalInt.empty();
    private boolean localCursor = true;
    private boolean desktopSize = true;
    private boolean continuous = true;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration handshakeTimeout = Duration.ofSeconds(10);
    private Optional<Duration> timeout = Optional.empty();
    private ServerEvents events = ServerEvents.IGNORED;
    private Recorder recorder = Recorder.NONE;
    private Optional<Framebuffer> display = Optional.empty();
    private WaitClock clock = WaitClock.SYSTEM;
    private ThreadFactory threads = Thread.ofVirtual().factory();

    VncClientBuilder(Way way) {
        this.way = way;
    }

    VncClientBuilder server(Destination destination) {
        destination.password().ifPresent(this::password);
        destination.username().ifPresent(this::username);
        serverName = Optional.of("localhost");
        if (destination.address() instanceof ServerAddress.Tcp(String host, int number)) {
            serverName = Optional.of(host.isEmpty() ? "localhost" : host);
            port = number;
        }
        return this;
    }

    /// The password. VNC authentication knows only 8 characters: a longer one is not used for that.
    ///
    /// @throws IllegalArgumentException if it is empty
    public VncClientBuilder password(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("The password is empty");
        }
        credentials = credentials.with(password);
        return this;
    }

    /// The password for VNC authentication, and for nothing else.
    public VncClientBuilder password(VncPassword password) {
        credentials = credentials.with(password);
        return this;
    }

    /// Who is asked for a password when the server wants one; empty for none. It is asked on a
    /// thread of the client, within the time for the handshake.
    public VncClientBuilder askPassword(Supplier<Optional<String>> asking) {
        credentials = credentials.asking(asking);
        return this;
    }

    /// The name of the user, for servers that want one.
    public VncClientBuilder username(String name) {
        credentials = credentials.named(name);
        return this;
    }

    /// Which servers are believed, of those that encrypt. Without this a certificate must be one
    /// that this Java trusts, of the server's name, and a key of RSA-AES is not believed.
    public VncClientBuilder trust(ServerTrust servers) {
        trust = servers;
        return this;
    }

    /// Whose certificate the server must have, if it is not that of the host in its address.
    public VncClientBuilder tlsServerName(String name) {
        serverName = Optional.of(name);
        return this;
    }

    /// The only security types that may be used; without this all that the client knows. Which one
    /// is used, the server's order decides.
    public VncClientBuilder securityTypes(Set<SecurityType> allowed) {
        securityTypes = Set.copyOf(allowed);
        return this;
    }

    /// Whether other viewers may stay; they may unless this says no.
    public VncClientBuilder shared(boolean others) {
        shared = others;
        return this;
    }

    /// The encodings of pixels, the best first; the server may use Raw in any case. Without this
    /// they are CopyRect, Tight, ZRLE and Hextile, and only CopyRect and Raw if the server is on
    /// this machine, answers at once and nothing is recorded.
    public VncClientBuilder encodings(List<Encoding> bestFirst) {
        for (Encoding encoding : bestFirst) {
            if (encoding.isPseudo() || encoding == Encoding.UNKNOWN) {
                throw new IllegalArgumentException(
                        "Expected an encoding of pixels, got " + encoding);
            }
        }
        encodings = Optional.of(List.copyOf(bestFirst));
        return this;
    }

    /// What pixels look like on the wire; without this, 32 bits that lose nothing.
    public VncClientBuilder pixelFormat(PixelFormat wire) {
        format = wire;
        return this;
    }

    /// Allows the server to lose something.
    ///
    /// @param level from 0 (small) to 9 (good)
    public VncClientBuilder jpegQuality(int level) {
        jpegQuality = OptionalInt.of(level("quality", level));
        return this;
    }

    /// How hard the server should compress.
    ///
    /// @param level from 0 (fast) to 9 (small)
    public VncClientBuilder compressionLevel(int level) {
        compressionLevel = OptionalInt.of(level("compression", level));
        return this;
    }

    private static int level(String what, int level) {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException(
                    "a %s of %d, expected 0 to 9".formatted(what, level));
        }
        return level;
    }

    /// Lets the server paint the pointer into the picture, if it does that at all. Otherwise it
    /// hands over the pointer's shapes, and the picture has none.
    public VncClientBuilder serverCursor() {
        localCursor = false;
        return this;
    }

    /// Whether the server is told that the size of its desktop may change; it is unless this says
    /// no.
    public VncClientBuilder desktopSize(boolean mayChange) {
        desktopSize = mayChange;
        return this;
    }

    /// Whether continuous updates are used when the server offers them; they are unless this says
    /// no.
    public VncClientBuilder continuousUpdates(boolean wanted) {
        continuous = wanted;
        return this;
    }

    /// The highest version of the protocol that is spoken.
    public VncClientBuilder highestVersion(ProtocolVersion version) {
        highest = version;
        return this;
    }

    /// How long connecting may take; 10 seconds unless this says otherwise.
    public VncClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    /// How long it may take from then to the first whole picture; 10 seconds unless this says
    /// otherwise.
    public VncClientBuilder handshakeTimeout(Duration timeout) {
        handshakeTimeout = timeout;
        return this;
    }

    /// How long both may take together; what their own times say unless this is less.
    public VncClientBuilder timeout(Duration together) {
        timeout = Optional.of(together);
        return this;
    }

    /// Who is told of frames as they come, of the bell, of clipboards and pointers.
    public VncClientBuilder events(ServerEvents listener) {
        events = listener;
        return this;
    }

    /// Who notes what is received and sent, from after the login on; see
    /// [weft.client.recording.FileRecorder].
    public VncClientBuilder record(Recorder session) {
        recorder = session;
        return this;
    }

    /// Draws into a display of the caller's, one that a server of its own shows, say: with the
    /// damage, moves and pointer that the server tells, and each update as a whole. It keeps what
    /// it shows until the first picture has come, and when the client ends.
    ///
    /// While others take snapshots of that display, [VncClient#frame()] may be behind.
    public VncClientBuilder display(Framebuffer shared) {
        display = Optional.of(shared);
        return this;
    }

    /// The time that all timeouts and drags go by.
    public VncClientBuilder clock(WaitClock time) {
        clock = time;
        return this;
    }

    /// What makes the client's two threads, of which one reads and one writes; they are virtual
    /// unless this says otherwise. A JVM that ends after a virtual thread has waited for a socket
    /// waits 0.3 s for the thread that polls them: a program that is soon over has its threads from
    /// `Thread.ofPlatform().daemon()`.
    public VncClientBuilder threads(ThreadFactory factory) {
        threads = factory;
        return this;
    }

    /// Connects, logs in and waits for the first whole picture.
    ///
    /// @throws weft.client.failure.VncClientException one of its kinds, if that is not possible
    public VncClient connect() {
        var settings =
                new Settings(
                        highest,
                        login(),
                        format,
                        encodings,
                        compressionLevel,
                        jpegQuality,
                        localCursor,
                        desktopSize,
                        continuous,
                        connectTimeout,
                        handshakeTimeout,
                        timeout,
                        events,
                        recorder,
                        display,
                        clock,
                        threads);
        return VncClient.connect(transport(), settings);
    }

    private Login login() {
        return new Login(credentials, trust, serverName, port, securityTypes, shared);
    }

    private Transport transport() {
        try {
            return way.to(trust);
        } catch (IOException e) {
            throw new CannotConnectException("Cannot connect: " + e.getMessage(), e);
        }
    }

    /// What the server offers before a login, on a connection that ends with the answer.
    ///
    /// @throws weft.client.failure.VncClientException one of its kinds, if there is none
    public ServerOffer offer() {
        return new Probing(transport(), connectTimeout.plus(handshakeTimeout), threads).offer();
    }

    /// Logs in and asks which extensions the server has, on a connection that ends with the answer.
    ///
    /// @throws weft.client.failure.VncClientException one of its kinds, if that is not possible
    public Announcement announcement() {
        return new Probing(transport(), connectTimeout.plus(handshakeTimeout), threads)
                .announcement(highest, login());
    }
}
