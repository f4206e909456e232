package weft.server;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Heads;
import weft.framebuffer.Point;
import weft.framebuffer.View;
import weft.rfb.audio.PcmFormat;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.DesktopName;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.keyboard.GuestKeyboard;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.VncPassword;
import weft.server.Listening.Carrier;
import weft.server.access.AddressRange;
import weft.server.access.Authenticator;
import weft.server.access.Passwords;
import weft.server.access.Right;
import weft.server.access.Role;
import weft.server.access.Security;
import weft.server.access.SecurityPlugin;
import weft.server.access.Tls;
import weft.server.access.WebPages;
import weft.server.login.Access;
import weft.server.session.InputQueue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/// What a [VncServer] is made of; [#start] makes it.
public final class VncServerBuilder {
    private static final Duration LONGEST_KEY_DELAY = Duration.ofSeconds(1);

    final Framebuffer framebuffer;
    final List<Listening> listening = new ArrayList<>();
    String name = "Weft";
    Optional<Passwords> passwords = Optional.empty();
    Optional<Authenticator> authenticator = Optional.empty();
    Optional<Tls> tls = Optional.empty();
    Optional<RsaAesKeyPair> rsaKey = Optional.empty();
    Optional<Set<Security>> security = Optional.empty();
    final List<SecurityPlugin> securityPlugins = new ArrayList<>();
    boolean insecureRemote;
    WebPages webPages = WebPages.OWN;
    InstantSource clock = InstantSource.system();
    SharePolicy sharePolicy = SharePolicy.ALLOW_EXCLUSIVE;
    int maxClients = 64;
    int logins = 32;
    int loginsPerSource = 8;
    final List<AddressRange> allowed = new ArrayList<>();
    DoubleSupplier random = new SplittableRandom()::nextDouble;
    OptionalInt maxFps = OptionalInt.empty();
    boolean lossless;
    int quality = EncodingPreferences.HIGHEST_QUALITY;
    Set<Right> rights = Role.OPERATOR.rights();
    Optional<KeyHandler> onKey = Optional.empty();
    Optional<KeyCodeHandler> onKeyCode = Optional.empty();
    KeyboardGroups keyboard = KeyboardGroups.of(KeyboardLayout.of("us"));
    Optional<ResizeHandler> onResize = Optional.empty();
    Duration keyDelay = Duration.ZERO;
    PointerHandler onPointer = (x, y, buttonMask) -> {};
    ClipboardHandler onClipboard = contents -> {};
    Optional<PowerHandler> onPower = Optional.empty();
    Optional<GiiHandler> onGii = Optional.empty();
    Optional<PcmFormat> audio = Optional.empty();
    Optional<VncServer> beside = Optional.empty();
    private Optional<Heads> heads = Optional.empty();
    @Nullable Executor callbacks;
    long loginNanos = TimeUnit.SECONDS.toNanos(30);
    long messageNanos = TimeUnit.SECONDS.toNanos(15);
    long idleNanos;
    long totalNanos;
    long approvalNanos = TimeUnit.SECONDS.toNanos(60);
    Optional<ApprovalHandler> onApproval = Optional.empty();
    Optional<ViewerHandler> onViewer = Optional.empty();
    long stallNanos = TimeUnit.SECONDS.toNanos(60);

    VncServerBuilder(Framebuffer framebuffer) {
        this.framebuffer = framebuffer;
    }

    /// Listens on a TCP port of the loopback interface, 127.0.0.1; 0 picks one.
    public VncServerBuilder listen(int port) {
        return listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// Listens on an address; may be called several times. A UNIX socket is made readable and
    /// writable for its owner only.
    public VncServerBuilder listen(SocketAddress address) {
        listening.add(new Listening(address, Optional.empty(), Carrier.SOCKET));
        return this;
    }

    /// Listens on an address where viewers are offered these ways to log in, whatever [#security]
    /// says.
    public VncServerBuilder listen(SocketAddress address, Set<Security> offered) {
        listening.add(new Listening(address, Optional.of(Set.copyOf(offered)), Carrier.SOCKET));
        return this;
    }

    /// Listens on a UNIX socket at `path`.
    public VncServerBuilder listen(Path path) {
        return listen(UnixDomainSocketAddress.of(path));
    }

    /// Listens for WebSockets (`ws`) on a TCP port of the loopback interface, 127.0.0.1; 0 picks
    /// one.
    public VncServerBuilder webSocket(int port) {
        return webSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// Listens for WebSockets (`ws`) on an address, at the paths `/` and `/websockify`. Browsers
    /// say which page wants to connect, see [#webPages]; viewers log in as anywhere else, in ways
    /// that browsers know.
    public VncServerBuilder webSocket(InetSocketAddress address) {
        listening.add(new Listening(address, Optional.empty(), Carrier.WEB_SOCKET));
        return this;
    }

    /// Listens for WebSockets inside of TLS (`wss`) on an address, see [#tls].
    public VncServerBuilder secureWebSocket(InetSocketAddress address) {
        listening.add(new Listening(address, Optional.empty(), Carrier.SECURE_WEB_SOCKET));
        return this;
    }

    /// Which web pages may connect through a WebSocket; [WebPages#OWN] unless set.
    public VncServerBuilder webPages(WebPages pages) {
        webPages = pages;
        return this;
    }

    /// How viewers see what the host draws: larger, turned or mirrored, see
    /// [Framebuffer#view(View)].
    ///
    /// @throws IllegalArgumentException if the picture becomes too large
    public VncServerBuilder view(View way) {
        framebuffer.view(way);
        return this;
    }

    /// The name that viewers show in their title bar.
    ///
    /// @throws IllegalArgumentException if it has more than 4096 bytes of UTF-8
    public VncServerBuilder name(String text) {
        DesktopName.check(text);
        name = text;
        return this;
    }

    /// The password of VncAuth, 1 to 8 Latin-1 characters; without one, and without
    /// [#authenticator], everybody may come in.
    ///
    /// @throws IllegalArgumentException if VncAuth cannot use it, with the reason
    public VncServerBuilder password(String text) {
        return passwords(passwords.orElse(Passwords.NONE).withFull(VncPassword.of(text)));
    }

    /// The passwords of VncAuth; [Passwords#NONE] lets nobody in by it.
    public VncServerBuilder passwords(Passwords known) {
        passwords = Optional.of(known);
        return this;
    }

    /// What says when passwords cease to be valid.
    VncServerBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /// Who knows users by name and password.
    public VncServerBuilder authenticator(Authenticator users) {
        authenticator = Optional.of(users);
        return this;
    }

    /// The certificate of this server: viewers get TLS, and are offered nothing without unless
    /// [#security] says so.
    public VncServerBuilder tls(Tls certificate) {
        tls = Optional.of(certificate);
        return this;
    }

    /// The key by which viewers know this server that log in by RSA-AES (RA2). If there is none and
    /// one is needed, each start makes another one.
    public VncServerBuilder rsaKey(RsaAesKeyPair key) {
        rsaKey = Optional.of(key);
        return this;
    }

    /// The ways to log in that viewers are offered; unless said, those that there is something for:
    /// with [#tls] only those that encrypt all, with [#password] or [#authenticator] only those
    /// that ask for it.
    public VncServerBuilder security(Set<Security> offered) {
        security = Optional.of(Set.copyOf(offered));
        return this;
    }

    /// A security type of the host's own, offered after all others; to viewers on other machines
    /// only with [#allowInsecureRemote].
    ///
    /// @throws IllegalArgumentException if there is one of this number already
    public VncServerBuilder security(SecurityPlugin plugin) {
        int number = plugin.number();
        if (number < 1 || number > 255) {
            throw new IllegalArgumentException("a security type of number " + number);
        }
        if (Access.isOwn(number)
                || securityPlugins.stream().anyMatch(other -> other.number() == number)) {
            throw new IllegalArgumentException(
                    "there is a security type of number %d already".formatted(number));
        }
        securityPlugins.add(plugin);
        return this;
    }

    /// Lets it listen for other machines although viewers may come in without being asked who they
    /// are, or their sessions are not encrypted. Whoever sees their packets sees all that is typed.
    public VncServerBuilder allowInsecureRemote(boolean allowed) {
        insecureRemote = allowed;
        return this;
    }

    /// What becomes of the others when a viewer wants the display alone.
    public VncServerBuilder share(SharePolicy policy) {
        sharePolicy = policy;
        return this;
    }

    /// Lets nobody in over TCP but from these addresses; they are refused before anything is said.
    /// Without it, everybody may try. Call it several times for several ranges.
    ///
    /// @param range as `192.0.2.0/24` or `2001:db8::/32`, or one address
    /// @throws IllegalArgumentException if it is no range, with the reason
    public VncServerBuilder allow(String range) {
        allowed.add(AddressRange.of(range));
        return this;
    }

    /// How many connections from other machines may be logging in at the same time, in total and
    /// from one source (an IPv4 address, or a network of IPv6 with 64 bits); 32 and 8 unless set.
    /// From half of the total on newcomers are turned away at random, the more the fewer places are
    /// left.
    public VncServerBuilder maxLogins(int total, int perSource) {
        logins = positive("max-logins", total);
        loginsPerSource = positive("max-logins per source", perSource);
        return this;
    }

    /// How many viewers may be connected at the same time; 64 unless set.
    public VncServerBuilder maxClients(int count) {
        maxClients = positive("max-clients", count);
        return this;
    }

    /// How many updates a second a viewer gets at the most. Unless set, 60; but small ones, such as
    /// the echo of a key, as often as it asks.
    public VncServerBuilder maxFps(int count) {
        maxFps = OptionalInt.of(positive("max-fps", count));
        return this;
    }

    /// Whether viewers get exact pixels only, even where they allow JPEG.
    public VncServerBuilder lossless(boolean only) {
        lossless = only;
        return this;
    }

    /// How good photos and video are at the most, for viewers that allow JPEG: 0 (small) to 9
    /// (good), as the quality levels of RFB. Who asks for less gets less. What rests is exact all
    /// the same.
    public VncServerBuilder quality(int level) {
        if (level < 0 || level > EncodingPreferences.HIGHEST_QUALITY) {
            throw new IllegalArgumentException("quality must be from 0 to 9, but is " + level);
        }
        quality = level;
        return this;
    }

    /// The password of VncAuth for viewers that may only watch, see [Role#VIEW_ONLY]. If it is the
    /// only one, nobody may do more.
    ///
    /// @throws IllegalArgumentException if VncAuth cannot use it, with the reason
    public VncServerBuilder viewOnlyPassword(String text) {
        return passwords(passwords.orElse(Passwords.NONE).withViewOnly(VncPassword.of(text)));
    }

    /// What viewers may do that come in by the password, or without one: those of [Role#OPERATOR]
    /// unless set. [Viewer#rights(Set)] changes it for one of them.
    public VncServerBuilder rights(Set<Right> rightsOfViewers) {
        rights = Set.copyOf(rightsOfViewers);
        return this;
    }

    /// The same by a role.
    public VncServerBuilder role(Role roleOfViewers) {
        return rights(roleOfViewers.rights());
    }

    /// What decides when a viewer asks for another size or other screens; without it they may not.
    public VncServerBuilder onResize(ResizeHandler handler) {
        onResize = Optional.of(handler);
        return this;
    }

    /// What is told of keys by their keysyms, and if it wants by their codes, too, see
    /// [VncServer#keyCodes].
    public VncServerBuilder onKey(KeyHandler handler) {
        onKey = Optional.of(handler);
        return this;
    }

    /// What is told of keys by their codes, be it besides [#onKey].
    public VncServerBuilder onKeyCode(KeyCodeHandler handler) {
        onKeyCode = Optional.of(handler);
        return this;
    }

    /// The layout that the guest behind [#onKeyCode] believes its keyboard to have; `us` unless
    /// set.
    public VncServerBuilder keyboard(KeyboardLayout layout) {
        return keyboard(KeyboardGroups.of(layout));
    }

    /// The layouts of a guest that switches between several, as one without Latin letters does.
    public VncServerBuilder keyboard(KeyboardGroups groups) {
        keyboard = groups;
        return this;
    }

    /// The least time from one key event to the next, for guests that lose keys that come fast;
    /// none unless set.
    public VncServerBuilder keyDelay(Duration least) {
        if (least.isNegative() || least.compareTo(LONGEST_KEY_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "key-delay must be from 0 to 1000 ms, but is " + least.toMillis() + " ms");
        }
        keyDelay = least;
        return this;
    }

    /// What is told of the pointer, in the host's pixels if a [#view(View)] shows its picture.
    public VncServerBuilder onPointer(PointerHandler handler) {
        onPointer = handler;
        return this;
    }

    /// What is told of the viewers' clipboards.
    public VncServerBuilder onClipboard(ClipboardHandler handler) {
        onClipboard = handler;
        return this;
    }

    /// What switches the machine that is shown, for viewers that have [Right#POWER]: no others are
    /// told that they may ask. It is no right of [Role#OPERATOR], which viewers have unless
    /// [#rights] says otherwise.
    public VncServerBuilder onPower(PowerHandler handler) {
        onPower = Optional.of(handler);
        return this;
    }

    /// What takes input devices of viewers, such as game pads. Without one, viewers are not told
    /// that they may have any.
    public VncServerBuilder onGii(GiiHandler handler) {
        onGii = Optional.of(handler);
        return this;
    }

    /// The host plays sound, in this format, see [VncServer#audio]; viewers are told that there is
    /// some.
    public VncServerBuilder audio(PcmFormat format) {
        audio = Optional.of(format);
        return this;
    }

    /// Runs on the threads of another server, under the same lock: for a host with several
    /// displays, each with a name, addresses, passwords and input of its own. Each is closed by
    /// itself, in any order.
    public VncServerBuilder beside(VncServer server) {
        beside = Optional.of(server);
        return this;
    }

    /// Tells viewers that the picture consists of these heads, of which it must be the picture:
    /// each is a screen, and stays one when it moves.
    VncServerBuilder heads(Heads shown) {
        heads = Optional.of(shown);
        return this;
    }

    /// Where the host's callbacks run, instead of on a worker. `Runnable::run` calls them in place,
    /// under the global lock: right for a host that only notes what it is told.
    public VncServerBuilder callbacks(Executor executor) {
        callbacks = executor;
        return this;
    }

    /// How long a login may take, and a message once it has begun; 30 s and 15 s unless set. A long
    /// message may take longer if at least 4 KiB of it come in a second.
    public VncServerBuilder deadlines(long login, long message, TimeUnit unit) {
        loginNanos = unit.toNanos(login);
        messageNanos = unit.toNanos(message);
        return this;
    }

    /// How long a viewer may neither press a key nor move the pointer before its session ends; as
    /// long as it likes unless set.
    public VncServerBuilder idleLimit(Duration longest) {
        idleNanos = positive("idle-limit", longest);
        return this;
    }

    /// How long a viewer may stay; as long as it likes unless set.
    public VncServerBuilder timeLimit(Duration longest) {
        totalNanos = positive("time-limit", longest);
        return this;
    }

    /// What decides whether a viewer that has shown who it is may come in; without it, each may.
    public VncServerBuilder onApproval(ApprovalHandler handler) {
        onApproval = Optional.of(handler);
        return this;
    }

    /// How long that may take; 60 s unless set. The time for the login stands still meanwhile.
    public VncServerBuilder approvalTime(Duration longest) {
        approvalNanos = positive("approval-time", longest);
        return this;
    }

    /// What is told of viewers that come and go.
    public VncServerBuilder onViewer(ViewerHandler handler) {
        onViewer = Optional.of(handler);
        return this;
    }

    /// How long a viewer may take nothing of what it is sent before its connection is closed; 60 s
    /// unless set. A server that runs [#beside] another one has that one's.
    ///
    /// What the system has taken counts too where that can be told: on Linux, with
    /// `--enable-native-access=weft.server`. Elsewhere the system's own times hold for that.
    public VncServerBuilder writeStall(Duration longest) {
        if (longest.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("write-stall must be at least 1 s");
        }
        stallNanos = longest.toNanos();
        return this;
    }

    /// Binds the addresses and serves; returns when all are bound. If one cannot be bound, nothing
    /// is left running.
    ///
    /// @throws IOException with one clear line if an address cannot be bound
    /// @throws IllegalStateException if the server [#beside] which it is to run is closed
    public VncServer start() throws IOException {
        var server = new VncServer(this);
        heads.ifPresent(server::show);
        server.bind(listening);
        return server;
    }

    Access access(Executor logins) {
        return new Access(
                rights,
                passwords,
                authenticator,
                tls,
                rsaKey,
                securityPlugins,
                insecureRemote,
                clock,
                logins);
    }

    InputQueue.Keys keys() {
        return new InputQueue.Keys(
                onKey.isPresent(),
                onKeyCode.map(_ -> new GuestKeyboard(keyboard)),
                keyDelay.toNanos());
    }

    InputQueue.Handler handler() {
        return new InputQueue.Handler() {
            @Override
            public void key(long keysym, int keycode, boolean down) {
                onKey.ifPresent(host -> host.key(keysym, keycode, down));
            }

            @Override
            public void keyCode(int keycode, boolean down) {
                onKeyCode.ifPresent(host -> host.keyCode(keycode, down));
            }

            @Override
            public void moved(int dx, int dy, int buttonMask) {
                Point motion = framebuffer.view().hostMotion(dx, dy);
                onPointer.moved(motion.x(), motion.y(), buttonMask);
            }

            @Override
            public void pointer(int x, int y, int buttonMask) {
                Point place = framebuffer.toHost(x, y);
                onPointer.pointer(place.x(), place.y(), buttonMask);
            }

            @Override
            public void clipboard(ClipboardContents contents) {
                onClipboard.offered(contents);
            }
        };
    }

    private static long positive(String what, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(what + " must be more than nothing, but is " + time);
        }
        return time.toNanos();
    }

    private static int positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + count);
        }
        return count;
    }
}
