package weft.fuzz;

import weft.rfb.PixelFormat;
import weft.rfb.RfbBuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.encoding.Encoding;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.QemuKeyEvent;
import weft.rfb.message.SetAudioFormat;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.screen.ScreenLayout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A viewer's messages after the login, one after the other. What is read can be written, and is
/// then read as the same.
final class MessagesTarget implements Target {

    private static final int EXTENDED_BUTTONS = 1;

    @Override
    public String name() {
        return "messages";
    }

    /// One of each kind; shared with the target that plays whole sessions.
    static List<ClientMessage> messages() {
        return List.of(
                new SetPixelFormat(PixelFormat.XRGB8888),
                new SetPixelFormat(PixelFormat.BGR233),
                new SetEncodings(Arrays.stream(Encoding.values()).map(Encoding::number).toList()),
                new FramebufferUpdateRequest(true, 1, 2, 30, 40),
                new KeyEvent(true, 0xffe1),
                new PointerEvent(5, 10, 20),
                new ExtendedPointerEvent(0x1ff, 10, 20),
                new ClientCutText("some text"),
                new ClientClipboard(ClipboardMessage.Caps.DEFAULT),
                new ClientClipboard(new ClipboardMessage.Peek()),
                new ClientClipboard(
                        ClipboardData.compress(Map.of(ClipboardFormat.TEXT, new byte[] {65, 66}))),
                new ClientFence(new Fence(Fence.REQUEST, new byte[] {1, 2, 3})),
                new EnableContinuousUpdates(true, 0, 0, 8, 8),
                new SetDesktopSize(ScreenLayout.single(640, 480)),
                new QemuKeyEvent(true, 0x61, 0x1e),
                new EnableAudio(true),
                new SetAudioFormat(PcmFormat.DEFAULT),
                new ClientGii(new GiiRequest.Version(1)),
                new ClientGii(new GiiRequest.CreateDevice(GiiDevice.of("a pad", 4, List.of()))));
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        var all = new RfbBuffer();
        all.u8(EXTENDED_BUTTONS);
        all.u8(7);
        for (ClientMessage message : messages()) {
            var one = new RfbBuffer();
            one.u8(EXTENDED_BUTTONS);
            one.u8(0);
            message.write(one);
            message.write(all);
            seeds.add(one.toByteArray());
        }
        seeds.add(all.toByteArray());
        return seeds;
    }

    @Override
    public void run(byte[] input) {
        var take = new Take(input);
        boolean extendedButtons = (take.u8() & EXTENDED_BUTTONS) != 0;
        int piece = 1 + take.u8();
        var in = new ArrayInput(take.rest(), piece);
        while (!in.atEnd()) {
            int before = in.consumed();
            ClientMessage message = ClientMessages.read(in, extendedButtons);
            if (in.consumed() <= before) {
                throw new Finding("a message of no bytes: " + message);
            }
            var written = new RfbBuffer();
            message.write(written);
            ClientMessage again =
                    ClientMessages.read(new ArrayInput(written.toByteArray()), extendedButtons);
            if (!message.equals(again)) {
                throw new Finding("%s was written, and is read as %s".formatted(message, again));
            }
        }
    }

    @Override
    public long mostAllocated(int length) {
        // a text may claim a megabyte and have nothing
        return (3L << 20) + 400L * length;
    }
}
