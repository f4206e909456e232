package weft.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import weft.coroutine.ManualLoop;
import weft.rfb.BufferedRfbInput;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbOutput;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.message.AudioData;
import weft.rfb.message.ClientFence;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetAudioFormat;
import weft.rfb.message.SetEncodings;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// A viewer behind a [SlowLink] that does as TigerVNC's: asks for everything, then for continuous
/// updates if the server knows them, else again after each update; and answers fences.
final class FarViewer implements AutoCloseable {
    private final ManualLoop loop;
    private final SlowLink link;
    private final DecodingViewer shown;
    private final List<Integer> encodings;
    private final int width;
    private final int height;
    private int handshake;
    private boolean knowsContinuous;
    private boolean isContinuous;
    private boolean waiting;
    private int watched;
    private int awaitedColour;
    private long pressed;
    private boolean wantsSound;
    private int heardBytes;
    private long lastHeard;
    private long longestSilence;
    private int updates;
    private LongConsumer onEcho = nanos -> {};

    FarViewer(
            ManualLoop loop,
            SharedDisplay display,
            long bytesPerSecond,
            long delayNanos,
            List<Integer> encodings) {
        this.loop = loop;
        this.encodings = encodings;
        width = display.framebuffer().width();
        height = display.framebuffer().height();
        shown = new DecodingViewer(width, height, PixelTranslator.of(PixelFormat.XRGB8888));
        link = new SlowLink(loop, bytesPerSecond, delayNanos, this::receive);
        loop.locked(() -> display.accepted(link, display.access().usual(false)));
    }

    /// Bytes to be parsed.
    static final class Message extends BufferedRfbInput {
        private final byte[] bytes;
        private int position;

        Message(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            int count = Math.min(len, bytes.length - position);
            System.arraycopy(bytes, position, dst, off, count);
            position += count;
            return count == 0 ? -1 : count;
        }
    }

    private void receive(byte[] bytes) {
        switch (handshake++) {
            case 0 -> link.up("RFB 003.008\n".getBytes(US_ASCII));
            case 1, 2 -> link.up(new byte[] {1}); // None; shared
            case 3 -> {
                send(new SetEncodings(encodings)::write);
                send(new FramebufferUpdateRequest(false, 0, 0, width, height)::write);
            }
            default -> {
                var in = new Message(bytes);
                while (!in.atEnd()) {
                    handle(shown.apply(in));
                }
            }
        }
    }

    private void handle(ServerMessage message) {
        switch (message) {
            case ServerFence(Fence fence) when fence.has(Fence.REQUEST) ->
                    send(new ClientFence(fence.answer())::write);
            case EndOfContinuousUpdates _ -> knowsContinuous = true;
            case FramebufferUpdate _ -> updated();
            case AudioData(byte[] frames) -> heard(frames.length);
            default -> {}
        }
    }

    /// Enables sound as the host plays it, once the picture is there.
    void listen() {
        wantsSound = true;
    }

    private void heard(int bytes) {
        longestSilence =
                heardBytes == 0 ? 0 : Math.max(longestSilence, loop.nanoTime() - lastHeard);
        lastHeard = loop.nanoTime();
        heardBytes += bytes;
    }

    /// The longest time from one sound to the next.
    long longestSilence() {
        return longestSilence;
    }

    int heardBytes() {
        return heardBytes;
    }

    int updates() {
        return updates;
    }

    private void updated() {
        if (wantsSound) {
            wantsSound = false;
            send(new SetAudioFormat(new PcmFormat(SampleFormat.S16, 2, 8000))::write);
            send(new EnableAudio(true)::write);
        }
        updates++;
        if (knowsContinuous && !isContinuous) {
            isContinuous = true;
            send(new EnableContinuousUpdates(true, 0, 0, width, height)::write);
        } else if (!isContinuous) {
            send(new FramebufferUpdateRequest(true, 0, 0, width, height)::write);
        }
        if (waiting && shown.pixels[watched] == awaitedColour) {
            waiting = false;
            onEcho.accept(loop.nanoTime() - pressed);
        }
    }

    /// Presses a key that turns a pixel into a colour; `echoed` is told how long that took to see.
    void press(int x, int y, int colour, LongConsumer echoed) {
        watched = y * width + x;
        awaitedColour = colour;
        onEcho = echoed;
        pressed = loop.nanoTime();
        waiting = true;
        send(new KeyEvent(true, 0x61)::write);
        send(new KeyEvent(false, 0x61)::write);
    }

    /// Whether the echo of the last key is not to be seen yet.
    boolean isWaiting() {
        return waiting;
    }

    int[] pixels() {
        return shown.pixels;
    }

    /// How many bytes have come here.
    long delivered() {
        return link.delivered();
    }

    private void send(Consumer<RfbOutput> message) {
        var out = new RfbBuffer();
        message.accept(out);
        link.up(out.toByteArray());
    }

    @Override
    public void close() {
        shown.close();
    }
}
