package weft.fuzz;

import weft.client.handshake.Line;
import weft.client.question.AnnouncementReader;
import weft.client.question.OfferReader;
import weft.client.recording.Recorder;
import weft.rfb.PixelFormat;
import weft.rfb.message.ServerInit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The short conversations that find out what a server is.
final class ProbeTarget implements Target {

    private static final int OFFER = 1;

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] seed : new ClientTarget().seeds()) {
            byte[] input = seed.clone();
            boolean isLogin = input.length > 5 && input[2] == 'R';
            input[0] = (byte) (isLogin ? OFFER : 0);
            seeds.add(input);
        }
        return seeds;
    }

    @Override
    public Set<Class<? extends Exception>> refusals() {
        return Set.of(IOException.class);
    }

    @Override
    public void run(byte[] input) throws IOException {
        var take = new Take(input);
        int mode = take.u8();
        int piece = 1 + take.u8();
        if ((mode & OFFER) == 0) {
            take.bytes(2);
        }
        var line = new Line(new ArrayTransport(take.rest(), piece), Recorder.NONE);
        if ((mode & OFFER) != 0) {
            var _ = OfferReader.read(line).toString();
        } else {
            long[] time = {0};
            var init = new ServerInit(16, 16, PixelFormat.XRGB8888, "a desk");
            var _ = new AnnouncementReader(line, () -> time[0]++).read(init).toString();
        }
    }

    @Override
    public long mostAllocated(int length) {
        return (2L << 20) + 2000L * length;
    }
}
