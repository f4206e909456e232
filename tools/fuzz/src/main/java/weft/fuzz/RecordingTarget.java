package weft.fuzz;

import weft.client.recording.FrameStream;
import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;
import weft.rfb.RfbBuffer;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Recordings: a server's stream, and the stream of its viewer.
///
/// | bytes  | field                                                            |
/// |-------:|------------------------------------------------------------------|
/// |      1 | 0: files as they are; else blocks of that length are made of the streams |
/// |      2 | length of the viewer's stream                                    |
/// | length | viewer's stream; if it is empty, there is no such file           |
/// |      * | server's stream                                                  |
final class RecordingTarget implements Target {

    private static final byte[] MAGIC = "FBS 001.000\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_EVENTS = 10_000;

    private final Path server;
    private final Path viewer;

    RecordingTarget() {
        try {
            Path folder = Files.createTempDirectory("weft-fuzz");
            server = folder.resolve("a.fbs");
            viewer = folder.resolve("a.input.fbs");
            folder.toFile().deleteOnExit();
            server.toFile().deleteOnExit();
            viewer.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        byte[] file;
        try {
            try (FrameStream stream = FrameStream.create(server, "a desk")) {
                int[] rgb = new int[8 * 6];
                for (int i = 0; i < 3; i++) {
                    Arrays.fill(rgb, i, 20, i * 0x112233);
                    stream.write(i * 100L, Frame.of(XrgbSurface.of(rgb.clone(), 8, 6)));
                }
                stream.write(400, Frame.of(XrgbSurface.of(new int[4], 2, 2)));
            }
            file = Files.readAllBytes(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seeds.add(input(0, new byte[0], file));
        var hello = new RfbBuffer();
        hello.bytes("RFB 003.003\n\1".getBytes(StandardCharsets.US_ASCII));
        new SetEncodings(List.of(16, 0, -223)).write(hello);
        new FramebufferUpdateRequest(false, 0, 0, 8, 6).write(hello);
        new SetPixelFormat(Formats.of(1)).write(hello);
        for (int i = 0; i < MessagesTarget.messages().size(); i++) {
            MessagesTarget.messages().get(i).write(hello);
        }
        byte[] stream = ClientTarget.good();
        seeds.add(input(200, hello.toByteArray(), stream));
        seeds.add(input(3, new byte[0], stream));
        return seeds;
    }

    private static byte[] input(int block, byte[] viewer, byte[] server) {
        var out = new RfbBuffer();
        out.u8(block);
        out.u16(viewer.length);
        out.bytes(viewer);
        out.bytes(server);
        return out.toByteArray();
    }

    @Override
    public Set<Class<? extends Exception>> refusals() {
        return Set.of(IOException.class);
    }

    @Override
    public void run(byte[] input) throws IOException {
        var take = new Take(input);
        int block = take.u8();
        byte[] said = take.bytes(take.u16());
        Files.deleteIfExists(viewer);
        if (said.length > 0) {
            Files.write(viewer, file(block, said));
        }
        Files.write(server, file(block, take.rest()));
        var display = new Framebuffer(1, 1);
        try (RecordedScreen screen = RecordedScreen.open(server, display, Pace.UNPACED)) {
            for (int i = 0; i < MOST_EVENTS; i++) {
                if (screen.next().isEmpty()) {
                    break;
                }
                if (i % 16 == 0) {
                    var _ = display.snapshot();
                }
            }
            var _ = display.snapshot();
        }
    }

    private static byte[] file(int block, byte[] stream) {
        if (block == 0) {
            return stream;
        }
        var out = new RfbBuffer();
        out.bytes(MAGIC);
        for (int at = 0; at < stream.length; at += block) {
            int length = Math.min(block, stream.length - at);
            out.u32(length);
            out.bytes(stream, at, length);
            out.pad(-length & 3);
            out.u32(at);
        }
        return out.toByteArray();
    }

    @Override
    public int mutations() {
        return 500;
    }

    @Override
    public long mostAllocated(int length) {
        return ClientTarget.MOST_FOR_PICTURES + 2000L * length;
    }
}
