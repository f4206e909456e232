package weft.fuzz;

import weft.framebuffer.Cursor;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.rfb.RfbBuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.encoding.Encoding;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiRequest;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.QemuKeyEvent;
import weft.rfb.message.SetAudioFormat;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.ManualServer;
import weft.server.VncServerBuilder;
import weft.server.access.Role;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Whole sessions with a server: what viewers say and do, and what its host does meanwhile. In the
/// end nothing is left of them, no key is held, and another viewer has been served all the time.
///
/// An input is a program. Its first bytes say how the server is made and how the first viewer logs
/// in; then come steps, each of a byte that says which and of what that step needs. So what a
/// mutation makes of an input is a program, too, and most of its messages are whole.
final class ServerTarget implements Target {

    private static final int MOST_STEPS = 400;
    private static final int STEPS = 26;
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);
    private static final int LARGEST = 96;

    private static final List<Integer> ENCODINGS = encodings();

    private static List<Integer> encodings() {
        List<Integer> numbers = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            if (encoding != Encoding.UNKNOWN && encoding != Encoding.OPEN_H264) {
                numbers.add(encoding.number());
            }
        }
        numbers.addAll(List.of(-32, -23, -256, -247, -512, -412, -768, -763));
        return numbers;
    }

    private static final List<Long> KEYSYMS =
            List.of(0x61L, 0x41L, 0xffe1L, 0xffe3L, 0xffe9L, 0xfe03L, 0xff0dL, 0xffe5L, 0x1000416L);

    @Override
    public String name() {
        return "server";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int login = 0; login < 12; login++) {
            var out = new RfbBuffer();
            out.u8(login * 7);
            out.u8(login);
            for (int step = 0; step < STEPS; step++) {
                out.u8(step);
                for (int i = 0; i < 12; i++) {
                    out.u8(i % 4 == 0 ? 0 : (step * 5 + i) & 31);
                }
            }
            seeds.add(out.toByteArray());
        }
        // ask for each encoding in turn, and for a picture in it
        for (int number = 0; number < ENCODINGS.size(); number++) {
            var out = new RfbBuffer();
            out.u8(0xff);
            out.u8(0);
            out.bytes(new byte[] {2, 3, 0, (byte) number, 0, 1, 0, 12, 21, 5, 20, 40, 9});
            out.bytes(new byte[] {3, 0, 0, 0, 0, 0, 0, 64, 0, 64, 17, 0, 100});
            out.bytes(new byte[] {3, 1, 0, 0, 0, 0, 0, 64, 0, 64, 21, 7, 20, 60, 4, 17, 1, 0});
            seeds.add(out.toByteArray());
        }
        return seeds;
    }

    @Override
    public void run(byte[] input) {
        new Play(new Take(input)).run();
    }

    @Override
    public int mutations() {
        return 1000;
    }

    @Override
    public long mostAllocated(int length) {
        return (96L << 20) + 200_000L * length;
    }

    /// One input being played.
    private static final class Play {

        private final Take take;
        private final int options;
        private final Framebuffer framebuffer = new Framebuffer(64, 48, () -> 0);
        private final ManualServer server;
        private final List<ManualServer.Peer> peers = new ArrayList<>();
        private ManualServer.Peer peer;
        private int piece = Integer.MAX_VALUE;

        Play(Take take) {
            this.take = take;
            options = take.u8();
            server = new ManualServer(framebuffer, this::settings);
            peer = connect();
        }

        private boolean has(int bit) {
            return (options >> bit & 1) != 0;
        }

        private void settings(VncServerBuilder builder, ManualServer made) {
            builder.callbacks(Runnable::run).maxClients(8);
            if (has(0)) {
                builder.onResize(wanted -> {
                    if (wanted.width() > LARGEST || wanted.height() > LARGEST) {
                        return ResizeStatus.OUT_OF_RESOURCES;
                    }
                    framebuffer.resize(wanted.width(), wanted.height());
                    return ResizeStatus.OK;
                });
            }
            if (has(1)) {
                builder.onPower(_ -> true).role(Role.OWNER);
            }
            if (has(2)) {
                builder.onGii(_ -> Optional.of(_ -> {}));
            }
            if (has(3)) {
                builder.audio(PcmFormat.DEFAULT);
            }
            if (has(4)) {
                builder.onKeyCode(made.keyCodes());
            }
            if (has(5)) {
                builder.password("secret").viewOnlyPassword("look");
            }
            if (has(6)) {
                builder.lossless(true);
            }
        }

        void run() {
            ManualServer.Peer canary = null;
            if (!has(5)) {
                canary = server.connect();
                logIn(canary);
            }
            logIn(peer);
            for (int i = 0; i < MOST_STEPS && !take.isEmpty(); i++) {
                step(take.choice(STEPS));
                peers.forEach(ManualServer.Peer::heard);
            }
            if (canary != null) {
                look(canary);
                canary.leave();
            }
            peers.forEach(ManualServer.Peer::leave);
            server.advance(LONG);
            String remains = server.remains();
            server.end();
            if (!remains.isEmpty()) {
                throw new Finding("when all are gone there are still " + remains);
            }
        }

        private ManualServer.Peer connect() {
            ManualServer.Peer made = server.connect();
            peers.add(made);
            return made;
        }

        /// As far as the first step; how, the input says.
        private void logIn(ManualServer.Peer who) {
            int how = who == peer ? take.u8() : 0;
            String version =
                    switch (how % 5) {
                        case 0, 1 -> "RFB 003.008\n";
                        case 2 -> "RFB 003.007\n";
                        case 3 -> "RFB 003.003\n";
                        default -> "";
                    };
            who.say(version.getBytes(StandardCharsets.US_ASCII));
            if (how >= 128) {
                return; // the rest, steps have to say
            }
            if (how % 5 < 3) {
                who.say(new byte[] {(byte) (has(5) ? 2 : 1)});
            }
            if (has(5)) {
                byte[] heard = who.heard();
                boolean isRight = heard.length >= VncAuth.LENGTH && take.flag();
                who.say(isRight ? response(heard) : take.bytes(VncAuth.LENGTH));
            }
            who.say(new byte[] {1});
            var _ = who.heard();
        }

        private static byte[] response(byte[] heard) {
            return VncAuth.response(
                    VncPassword.of("secret"),
                    Arrays.copyOfRange(heard, heard.length - VncAuth.LENGTH, heard.length));
        }

        /// The other viewer asks for a pixel and gets it.
        private void look(ManualServer.Peer canary) {
            server.advance(LONG / 100);
            if (!canary.isOpen()) {
                return; // somebody wanted the display alone
            }
            var _ = canary.heard();
            send(canary, new FramebufferUpdateRequest(false, 0, 0, 1, 1));
            server.advance(LONG / 100);
            byte[] heard = canary.heard();
            if (heard.length < 16) {
                throw new Finding("another viewer has got no picture any more");
            }
        }

        private void send(ManualServer.Peer who, ClientMessage message) {
            var out = new RfbBuffer();
            message.write(out);
            say(who, out.toByteArray());
        }

        private void say(ManualServer.Peer who, byte[] bytes) {
            for (int at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
                int end = at + Math.min(piece, bytes.length - at);
                who.say(Arrays.copyOfRange(bytes, at, end));
            }
        }

        private void step(int number) {
            switch (number) {
                case 0 -> say(peer, take.bytes(take.u8()));
                case 1 -> send(peer, new SetPixelFormat(Formats.of(take.u8())));
                case 2 -> send(peer, new SetEncodings(someEncodings()));
                case 3 ->
                        send(
                                peer,
                                new FramebufferUpdateRequest(
                                        take.flag(),
                                        take.u16(),
                                        take.u16(),
                                        take.u16(),
                                        take.u16()));
                case 4 -> send(peer, new KeyEvent(take.flag(), keysym()));
                case 5 -> send(peer, new PointerEvent(take.u8(), take.u16(), take.u16()));
                case 6 -> send(peer, new ClientCutText(text()));
                case 7 -> send(peer, new ClientClipboard(clipboard()));
                case 8 -> {
                    int flags = take.s32();
                    int length = take.u8() & 63;
                    send(peer, new ClientFence(new Fence(flags, take.bytes(length))));
                }
                case 9 ->
                        send(
                                peer,
                                new EnableContinuousUpdates(
                                        take.flag(), take.u8(), take.u8(), take.u8(), take.u8()));
                case 10 -> send(peer, new SetDesktopSize(layout()));
                case 11 -> send(peer, new ClientXvp(1, take.u8()));
                case 12 -> send(peer, new ClientGii(gii()));
                case 13 -> send(peer, new QemuKeyEvent(take.flag(), keysym(), take.u8()));
                case 14 -> send(peer, new EnableAudio(take.flag()));
                case 15 -> {
                    PcmFormat wanted = PcmFormat.DEFAULT;
                    send(peer, new SetAudioFormat(wanted));
                }
                case 16 -> piece = 1 + take.u8();
                case 17 -> server.advance(take.u16() * MILLISECOND);
                case 18 -> peer.stall(take.flag());
                case 19 -> peer.leave();
                case 20 -> {
                    if (peers.size() < 6) {
                        peer = connect();
                        logIn(peer);
                    }
                }
                case 21 -> paint();
                case 22 -> {
                    framebuffer.resize(1 + take.choice(LARGEST), 1 + take.choice(LARGEST));
                    server.run();
                }
                case 23 -> host();
                case 24 -> peer = peers.get(take.choice(peers.size()));
                default -> {
                    byte[] message = take.bytes(take.u8());
                    int times = take.u8();
                    for (int i = 0; i < times; i++) {
                        say(peer, message);
                    }
                }
            }
        }

        private List<Integer> someEncodings() {
            List<Integer> numbers = new ArrayList<>();
            for (int left = take.u8() & 31; left > 0; left--) {
                int number = take.u8();
                numbers.add(number < ENCODINGS.size() ? ENCODINGS.get(number) : -number);
            }
            return numbers;
        }

        private long keysym() {
            int number = take.u8();
            return number < KEYSYMS.size()
                    ? KEYSYMS.get(number)
                    : Integer.toUnsignedLong(take.s32());
        }

        private String text() {
            return new String(take.bytes(take.u8()), StandardCharsets.ISO_8859_1);
        }

        private Set<ClipboardFormat> formats() {
            Set<ClipboardFormat> formats = EnumSet.noneOf(ClipboardFormat.class);
            int bits = take.u8();
            for (ClipboardFormat format : ClipboardFormat.values()) {
                if ((bits & 1) != 0) {
                    formats.add(format);
                }
                bits >>= 1;
            }
            return formats;
        }

        private ClipboardMessage clipboard() {
            return switch (take.choice(6)) {
                case 0 -> ClipboardMessage.Caps.DEFAULT;
                case 1 -> ClipboardMessage.Caps.ALL_WHEN_ASKED;
                case 2 -> new ClipboardMessage.Request(formats());
                case 3 -> new ClipboardMessage.Notify(formats());
                case 4 -> new ClipboardMessage.Peek();
                default -> {
                    Map<ClipboardFormat, byte[]> contents = new EnumMap<>(ClipboardFormat.class);
                    formats().forEach(format -> contents.put(format, take.bytes(take.u8())));
                    yield ClipboardData.compress(contents);
                }
            };
        }

        private ScreenLayout layout() {
            int width = take.u8();
            int height = take.u8();
            List<Screen> screens = new ArrayList<>();
            for (int left = take.u8() & 7; left > 0; left--) {
                screens.add(new Screen(take.u8(), take.u8(), take.u8(), take.u8(), take.u8(), 0));
            }
            return screens.isEmpty() && take.flag()
                    ? ScreenLayout.single(width, height)
                    : new ScreenLayout(width, height, screens);
        }

        private GiiRequest gii() {
            return switch (take.choice(3)) {
                case 0 -> new GiiRequest.Version(take.u8());
                case 1 -> new GiiRequest.CreateDevice(GiiDevice.of("a pad", take.u8(), List.of()));
                default -> new GiiRequest.DestroyDevice(1 + take.u8());
            };
        }

        private void paint() {
            int width = framebuffer.width();
            int height = framebuffer.height();
            int[] rgb = new int[width * height];
            int pattern = take.u8();
            int left = take.choice(width);
            int span = take.u8();
            int colour = take.u8() * 0x10421;
            for (int i = 0; i < rgb.length; i++) {
                int x = i % width;
                if (x >= left && x < left + span) {
                    rgb[i] =
                            switch (pattern % 4) {
                                case 0 -> colour;
                                case 1 -> i * colour;
                                case 2 -> (i / 5 & 1) * colour;
                                default -> Integer.reverse(i * 0x9e3779b9) >>> 8;
                            };
                }
            }
            framebuffer.publish(rgb);
            server.run();
        }

        private void host() {
            switch (take.choice(9)) {
                case 0 -> server.bell();
                case 1 -> server.name(text());
                case 2 -> server.clipboard(ClipboardContents.ofText(text()));
                case 3 -> {
                    Map<ClipboardFormat, byte[]> contents = new EnumMap<>(ClipboardFormat.class);
                    formats().forEach(format -> contents.put(format, take.bytes(take.u8())));
                    server.clipboard(ClipboardContents.of(contents));
                }
                case 4 -> server.leds(new KeyboardLeds(take.flag(), take.flag(), take.flag()));
                case 5 -> server.relativePointer(take.flag());
                case 6 -> server.movePointer(take.u8(), take.u8());
                case 7 -> {
                    int width = 1 + (take.u8() & 15);
                    int height = 1 + (take.u8() & 15);
                    int[] argb = new int[width * height];
                    Arrays.fill(argb, take.s32());
                    framebuffer.cursor(new Cursor(width, height, 0, 0, argb));
                }
                default ->
                        framebuffer.copied(
                                Rect.ofSize(take.u8(), take.u8()),
                                take.u8() - 128,
                                take.u8() - 128);
            }
            server.run();
        }
    }
}
