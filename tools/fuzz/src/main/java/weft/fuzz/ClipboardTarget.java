package weft.fuzz;

import weft.rfb.RfbBuffer;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.clipboard.ClipboardMessage.Provide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A message of the Extended Clipboard, and what is compressed in it.
///
/// An input begins with a byte that says what the rest is: the message as it is, or what is in a
/// message and is compressed here, as no mutation of compressed bytes gets far.
final class ClipboardTarget implements Target {

    private static final int PLAIN = 1;
    private static final int DICTIONARY = 2;
    private static final int REPEATED = 4;

    /// More than there may be of any format, in some kilobytes.
    private static final int MUCH = 3 << 20;

    @Override
    public String name() {
        return "clipboard";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        var contents =
                Map.of(
                        ClipboardFormat.TEXT,
                        "a text\nof two lines".getBytes(StandardCharsets.UTF_8),
                        ClipboardFormat.HTML,
                        new byte[] {60, 98, 62});
        for (ClipboardMessage message :
                List.of(
                        ClipboardMessage.Caps.DEFAULT,
                        ClipboardMessage.Caps.ALL_WHEN_ASKED,
                        new ClipboardMessage.Request(EnumSet.allOf(ClipboardFormat.class)),
                        new ClipboardMessage.Notify(Set.of(ClipboardFormat.RTF)),
                        new ClipboardMessage.Peek(),
                        ClipboardData.compress(contents))) {
            var out = new RfbBuffer();
            out.u8(0);
            message.write(out);
            seeds.add(out.toByteArray());
        }
        var plain = new RfbBuffer();
        plain.u8(PLAIN);
        plain.u8(5);
        plain.u32(4);
        plain.bytes(new byte[] {65, 13, 10, 0});
        plain.u32(2);
        plain.bytes(new byte[] {66, 0});
        seeds.add(plain.toByteArray());
        plain.setU8(0, PLAIN | REPEATED);
        seeds.add(plain.toByteArray());
        plain.setU8(0, PLAIN | DICTIONARY);
        seeds.add(plain.toByteArray());
        return seeds;
    }

    @Override
    public void run(byte[] input) {
        var take = new Take(input);
        int mode = take.u8();
        if ((mode & PLAIN) != 0) {
            Set<ClipboardFormat> formats = EnumSet.noneOf(ClipboardFormat.class);
            int bits = take.u8();
            for (ClipboardFormat format : ClipboardFormat.values()) {
                if ((bits & 1) != 0) {
                    formats.add(format);
                }
                bits >>= 1;
            }
            try (var stream = new DeflatedBytes((mode & DICTIONARY) != 0)) {
                byte[] plain = take.rest();
                int times = (mode & REPEATED) != 0 && plain.length > 0 ? MUCH / plain.length : 1;
                byte[] all = new byte[times * plain.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = plain[i % plain.length];
                }
                byte[] compressed = stream.next(all, 0, all.length);
                decompress(new Provide(formats, compressed));
            }
        } else {
            byte[] bytes = take.rest();
            ClipboardMessage message =
                    ClipboardMessage.read(new ArrayInput(bytes), (long) bytes.length);
            var written = new RfbBuffer();
            message.write(written);
            ClipboardMessage again =
                    ClipboardMessage.read(
                            new ArrayInput(written.toByteArray()), (long) written.length());
            if (!message.equals(again)) {
                throw new Finding("%s was written, and is read as %s".formatted(message, again));
            }
            if (message instanceof Provide provided) {
                decompress(provided);
            }
        }
    }

    private static void decompress(Provide provided) {
        Map<ClipboardFormat, byte[]> contents = ClipboardData.decompress(provided);
        contents.forEach((format, bytes) -> {
            if (bytes.length > format.limitBytes()) {
                throw new Finding("%s of %d bytes".formatted(format, bytes.length));
            }
        });
        Map<ClipboardFormat, byte[]> again =
                ClipboardData.decompress(ClipboardData.compress(contents));
        for (ClipboardFormat format : contents.keySet()) {
            // an end of a line has other forms, and of those one remains
            boolean isText = format == ClipboardFormat.TEXT;
            if (!isText && !Arrays.equals(contents.get(format), again.get(format))) {
                throw new Finding("%s was compressed and is another one".formatted(format));
            }
        }
    }

    @Override
    public int mutations() {
        return 400;
    }

    @Override
    public long mostAllocated(int length) {
        long formats = 0;
        for (ClipboardFormat format : ClipboardFormat.values()) {
            formats += format.limitBytes();
        }
        return 40 * formats + 64L * length;
    }
}
