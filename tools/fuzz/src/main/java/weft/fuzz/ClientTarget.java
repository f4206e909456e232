package weft.fuzz;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.client.recording.Recorder;
import weft.client.trust.ServerTrust;
import weft.framebuffer.Frame;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorImage;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.DesktopName;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.ExtendedDesktopSize;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.rfb.message.Bell;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerGii;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.rfb.security.SecurityType;
import weft.rfb.security.TightCapability;
import weft.rfb.security.VeNCrypt;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/// A whole client and all that its server says, from the first byte on, on one thread. That the
/// client "itself failed" is a [Finding].
///
/// | bytes | field                                                                        |
/// |------:|------------------------------------------------------------------------------|
/// |     1 | flags: logged in already; the server paints the pointer; pieces of few bytes |
/// |     1 | the pixel format that is asked for                                           |
/// |     2 | width and height of the screen, if logged in                                 |
/// |     * | what the server says                                                         |
final class ClientTarget implements Target {

    /// What a few pictures of the largest size that a fuzzer shows may take.
    static final long MOST_FOR_PICTURES = 1L << 28;

    private static final int LOGGED_IN = 1;
    private static final int SERVER_CURSOR = 2;
    private static final int SMALL_PIECES = 4;
    private static final long LARGEST_PICTURE = 1 << 18;
    private static final Duration MOMENT = Duration.ofMillis(1);

    /// Without the types that make an RSA key: [RsaAesTarget] has what a server says there.
    private static final Set<SecurityType> SECURITY =
            EnumSet.of(
                    SecurityType.NONE,
                    SecurityType.VNC_AUTH,
                    SecurityType.TIGHT,
                    SecurityType.VENCRYPT);

    private static final List<Encoding> PIXELS =
            Arrays.stream(Encoding.values())
                    .filter(encoding ->
                            !encoding.isPseudo()
                                    && encoding != Encoding.UNKNOWN
                                    && encoding != Encoding.OPEN_H264)
                    .toList();

    /// A picture that would only keep the machine busy.
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        byte[] all = pictures(PixelFormat.XRGB8888);
        seeds.add(input(LOGGED_IN, 0, 16, 16, all));
        seeds.add(input(LOGGED_IN | SMALL_PIECES, 1, 16, 16, pictures(PixelFormat.RGB565)));
        for (byte[] each : updates(PixelFormat.XRGB8888)) {
            seeds.add(input(LOGGED_IN, 0, 16, 16, each));
        }
        for (ServerMessage message : others()) {
            var out = new RfbBuffer();
            message.write(out);
            seeds.add(input(LOGGED_IN, 0, 1, 1, out.toByteArray()));
        }
        seeds.add(input(0, 0, 0, 0, good()));
        for (byte[] login : logins()) {
            seeds.add(input(0, 0, 0, 0, login));
        }
        return seeds;
    }

    private static byte[] input(int flags, int format, int width, int height, byte[] rest) {
        var out = new RfbBuffer();
        out.u8(flags);
        out.u8(format);
        if ((flags & LOGGED_IN) != 0) {
            out.u8(width - 1);
            out.u8(height - 1);
        }
        out.bytes(rest);
        return out.toByteArray();
    }

    /// All that a good server says, in version 3.3 and without a password.
    static byte[] good() {
        var out = new RfbBuffer();
        ProtocolVersion.V3_3.write(out);
        out.u32(SecurityType.NONE.number());
        new ServerInit(16, 16, PixelFormat.XRGB8888, "a desk").write(out);
        out.bytes(pictures(PixelFormat.XRGB8888));
        return out.toByteArray();
    }

    private static List<byte[]> logins() {
        List<byte[]> logins = new ArrayList<>();
        var result = new RfbBuffer();
        SecurityResult.failed("not you").write(result, ProtocolVersion.V3_8);
        logins.add(login("RFB 003.008\n", SecurityType.VNC_AUTH, new byte[16], result));
        logins.add(login("RFB 003.007\n", SecurityType.VNC_AUTH, new byte[16], result));
        var tight = new RfbBuffer();
        TightCapability.writeList(tight, List.of(TightCapability.NO_TUNNEL));
        TightCapability.writeList(
                tight, List.of(TightCapability.VNC_AUTH, TightCapability.NO_AUTH));
        var ok = new RfbBuffer();
        ok.bytes(new byte[16]);
        SecurityResult.OK.write(ok, ProtocolVersion.V3_8);
        new ServerInit(1, 1, PixelFormat.RGB565, "x").write(ok);
        ok.u16(1);
        ok.u16(0);
        ok.u16(0);
        ok.pad(2 + 16);
        logins.add(login("RFB 003.008\n", SecurityType.TIGHT, tight.toByteArray(), ok));
        var veNCrypt = new RfbBuffer();
        VeNCrypt.writeVersion(veNCrypt);
        veNCrypt.u8(0);
        VeNCrypt.writeSubtypes(
                veNCrypt, List.of(VeNCrypt.Subtype.TLS_NONE, VeNCrypt.Subtype.VNC_AUTH));
        logins.add(login("RFB 003.008\n", SecurityType.VENCRYPT, veNCrypt.toByteArray(), ok));
        var x509 = new RfbBuffer();
        VeNCrypt.writeVersion(x509);
        x509.u8(0);
        VeNCrypt.writeSubtypes(x509, List.of(VeNCrypt.Subtype.X509_PLAIN));
        x509.u8(1);
        x509.bytes(new byte[] {22, 3, 3, 0, 4, 14, 0, 0, 0});
        logins.add(login("RFB 003.889\n", SecurityType.VENCRYPT, x509.toByteArray(), ok));
        var refusal = new RfbBuffer();
        refusal.bytes("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        SecurityTypes.writeRefusal(refusal, "too many");
        logins.add(refusal.toByteArray());
        return logins;
    }

    private static byte[] login(
            String version, SecurityType type, byte[] exchange, RfbBuffer result) {
        var out = new RfbBuffer();
        out.bytes(version.getBytes(StandardCharsets.US_ASCII));
        new SecurityTypes(List.of(type.number())).write(out);
        out.bytes(exchange);
        out.bytes(result.array(), 0, result.length());
        return out.toByteArray();
    }

    /// A picture of 16x16 in each encoding, and all other messages.
    private static byte[] pictures(PixelFormat format) {
        var out = new RfbBuffer();
        updates(format).forEach(update -> out.bytes(update));
        others().forEach(message -> message.write(out));
        return out.toByteArray();
    }

    private static List<byte[]> updates(PixelFormat format) {
        List<byte[]> updates = new ArrayList<>();
        PixelTranslator translator = PixelTranslator.of(format);
        int[] rgb = new int[16 * 16];
        Arrays.setAll(rgb, i -> i % 5 * 0x332211);
        var pixels = new PackedPixels(rgb, 0, 16, 16, 16);
        for (Encoding encoding : PIXELS) {
            if (Encoder.isAvailable(encoding)) {
                var out = new RfbBuffer();
                new FramebufferUpdate(1).write(out);
                try (Encoder encoder = Encoder.create(encoding)) {
                    encoder.encodeRectangle(0, 0, pixels, translator, out);
                }
                updates.add(out.toByteArray());
            }
        }
        var copy = new RfbBuffer();
        new FramebufferUpdate(2).write(copy);
        new RectangleHeader(2, 2, 8, 8, Encoding.COPY_RECT.number()).write(copy);
        new CopyRect(1, 0).write(copy);
        new RectangleHeader(0, 0, 0, 0, Encoding.LAST_RECT.number()).write(copy);
        updates.add(copy.toByteArray());
        updates.addAll(pseudo(translator));
        return updates;
    }

    private static List<byte[]> pseudo(PixelTranslator translator) {
        List<byte[]> updates = new ArrayList<>();
        int[] two = {0x123456, 0xffffff};
        var cursor = new RfbBuffer();
        new CursorShape(2, 1, two, new boolean[] {true, false}).write(translator, cursor);
        updates.add(rectangle(1, 0, 2, 1, Encoding.CURSOR, cursor.toByteArray()));
        var image = new CursorImage(2, 1, new int[] {0x80123456, 0xff000000});
        for (Encoding encoding :
                List.of(Encoding.X_CURSOR, Encoding.CURSOR_WITH_ALPHA, Encoding.VMWARE_CURSOR)) {
            var out = new RfbBuffer();
            switch (encoding) {
                case X_CURSOR -> image.writeX(out);
                case CURSOR_WITH_ALPHA -> image.writeWithAlpha(out);
                default -> image.writeVmware(out);
            }
            updates.add(rectangle(0, 0, 2, 1, encoding, out.toByteArray()));
        }
        var size = new RfbBuffer();
        new FramebufferUpdate(1).write(size);
        new ExtendedDesktopSize(
                        ExtendedDesktopSize.Reason.SERVER,
                        ResizeStatus.OK,
                        ScreenLayout.single(16, 16))
                .write(size);
        updates.add(size.toByteArray());
        var name = new RfbBuffer();
        new FramebufferUpdate(1).write(name);
        new DesktopName("another").write(name);
        updates.add(name.toByteArray());
        var mode = new RfbBuffer();
        PixelFormat.XRGB8888.write(mode);
        updates.add(rectangle(0, 0, 16, 16, Encoding.VMWARE_DISPLAY_MODE, mode.toByteArray()));
        updates.add(rectangle(0, 0, 16, 16, Encoding.DESKTOP_SIZE, new byte[0]));
        updates.add(rectangle(3, 4, 0, 0, Encoding.POINTER_POS, new byte[0]));
        updates.add(rectangle(3, 4, 0, 0, Encoding.VMWARE_CURSOR_POSITION, new byte[0]));
        updates.add(rectangle(0, 0, 0, 0, Encoding.QEMU_LED_STATE, new byte[] {5}));
        updates.add(rectangle(0, 0, 0, 0, Encoding.VMWARE_LED_STATE, new byte[4]));
        updates.add(rectangle(1, 0, 0, 0, Encoding.QEMU_POINTER_MOTION, new byte[0]));
        updates.add(rectangle(0, 0, 0, 0, Encoding.QEMU_KEY_EVENT, new byte[0]));
        updates.add(rectangle(0, 0, 0, 0, Encoding.QEMU_AUDIO, new byte[0]));
        updates.add(rectangle(0, 0, 0, 0, Encoding.EXTENDED_MOUSE_BUTTONS, new byte[0]));
        return updates;
    }

    private static byte[] rectangle(
            int x, int y, int width, int height, Encoding encoding, byte[] data) {
        var out = new RfbBuffer();
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(x, y, width, height, encoding.number()).write(out);
        out.bytes(data);
        return out.toByteArray();
    }

    private static List<ServerMessage> others() {
        return List.of(
                new Bell(),
                new ServerCutText("text"),
                new ServerClipboard(ClipboardMessage.Caps.DEFAULT),
                new ServerClipboard(new ClipboardMessage.Notify(Set.of(ClipboardFormat.TEXT))),
                new ServerClipboard(new ClipboardMessage.Request(Set.of(ClipboardFormat.TEXT))),
                new ServerClipboard(new ClipboardMessage.Peek()),
                new ServerClipboard(
                        ClipboardData.compress(Map.of(ClipboardFormat.TEXT, new byte[] {65}))),
                new ServerFence(new Fence(Fence.REQUEST, new byte[] {1})),
                new EndOfContinuousUpdates(),
                ServerGii.versions(),
                new AudioStream(true),
                new AudioData(new byte[] {1, 2, 3, 4, 5}),
                new SetColourMapEntries(1, List.of(new SetColourMapEntries.Colour(1, 2, 65535))));
    }

    @Override
    public Set<Class<? extends Exception>> refusals() {
        return Set.of(VncClientException.class);
    }

    @Override
    public void run(byte[] input) {
        var take = new Take(input);
        int flags = take.u8();
        PixelFormat format = Formats.of(take.u8());
        var said = new RfbBuffer();
        if ((flags & LOGGED_IN) != 0) {
            ProtocolVersion.V3_8.write(said);
            new SecurityTypes(List.of(SecurityType.NONE.number())).write(said);
            SecurityResult.OK.write(said, ProtocolVersion.V3_8);
            new ServerInit(1 + take.u8(), 1 + take.u8(), format, "a desk").write(said);
        }
        said.bytes(take.rest());
        var in =
                (flags & SMALL_PIECES) != 0
                        ? new SmallPieces(said.toByteArray())
                        : new ByteArrayInputStream(said.toByteArray());
        var guard = new Guard();
        var builder =
                VncClient.over(in, OutputStream.nullOutputStream())
                        .username("user")
                        .password("secret")
                        .trust(ServerTrust.SYSTEM)
                        .tlsServerName("a.server")
                        .securityTypes(SECURITY)
                        .pixelFormat(format)
                        .encodings(PIXELS)
                        .jpegQuality(0)
                        .connectTimeout(MOMENT)
                        .handshakeTimeout(MOMENT)
                        .events(guard)
                        .record(guard)
                        .threads(new OneThread());
        if ((flags & SERVER_CURSOR) != 0) {
            builder.serverCursor();
        }
        boolean hasPicture = false;
        try (VncClient client = builder.connect()) {
            hasPicture = true;
            client.press('a');
            throw new Finding("the client goes on without a server");
        } catch (TimedOutException e) {
            throw new Finding("the client waits for a server that is gone", e);
        } catch (VncClientException e) {
            Throwable cause = e.getCause();
            boolean isOwnFault =
                    e instanceof ConnectionLostException
                            && String.valueOf(e.getMessage())
                                    .startsWith("The client itself failed");
            if (isOwnFault && !(cause instanceof TooLarge)) {
                throw new Finding("the client itself failed: " + cause, e);
            }
            boolean isFarewell = String.valueOf(e.getMessage()).endsWith("ended the connection");
            if (!hasPicture || !isFarewell) {
                throw e;
            }
        }
    }

    /// Has pictures that are too large for a fuzzer refused, and looks at what can be seen.
    private static final class Guard implements ServerEvents, Recorder {

        private static void check(int width, int height) {
            if ((long) width * height > LARGEST_PICTURE) {
                throw new TooLarge();
            }
        }

        @Override
        public void began(ServerInit init) {
            check(init.width(), init.height());
        }

        @Override
        public void rectangle(RectangleHeader header) {
            check(header.width(), header.height());
        }

        @Override
        public void painted(Frame frame) {
            var _ = frame.pixel(frame.width() - 1, frame.height() - 1);
        }

        @Override
        public void received(byte[] src, int off, int len) {}

        @Override
        public void sent(byte[] src, int off, int len) {}
    }

    /// A stream that gives a few bytes at a time.
    private static final class SmallPieces extends ByteArrayInputStream {

        SmallPieces(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] dst, int off, int len) {
            return super.read(dst, off, Math.min(len, 5));
        }
    }

    /// The client's first thread, which reads, runs at once on the caller's; the other one, which
    /// writes, has nothing to do.
    private static final class OneThread implements ThreadFactory {

        private boolean reads = true;

        @Override
        public Thread newThread(Runnable task) {
            Runnable first = reads ? task : () -> {};
            reads = false;
            return new Thread() {
                @Override
                public void start() {
                    first.run();
                    super.start();
                }
            };
        }
    }

    @Override
    public long mostAllocated(int length) {
        return MOST_FOR_PICTURES + (LARGEST_PICTURE / 2) * length;
    }
}
