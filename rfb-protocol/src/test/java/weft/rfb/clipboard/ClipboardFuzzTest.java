package weft.rfb.clipboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;
import weft.rfb.clipboard.ClipboardMessage.Caps;
import weft.rfb.clipboard.ClipboardMessage.Notify;
import weft.rfb.clipboard.ClipboardMessage.Peek;
import weft.rfb.clipboard.ClipboardMessage.Provide;
import weft.rfb.clipboard.ClipboardMessage.Request;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Messages of the Extended Clipboard with whatever bytes in them.
class ClipboardFuzzTest {

    private static final int ROUNDS = 30_000;

    private static final List<ClipboardMessage> GOOD =
            List.of(
                    Caps.DEFAULT,
                    Caps.ALL_WHEN_ASKED,
                    new Request(Set.of(ClipboardFormat.TEXT, ClipboardFormat.DIB)),
                    new Peek(),
                    new Notify(Set.of()),
                    ClipboardData.compress(Map.of()),
                    ClipboardData.compress(
                            Map.of(
                                    ClipboardFormat.TEXT,
                                    "some text\n".repeat(20).getBytes(UTF_8),
                                    ClipboardFormat.HTML,
                                    "<b>text</b>".getBytes(UTF_8))));

    private static byte[] bytes(ClipboardMessage message) {
        return Hex.written(new ClientClipboard(message)::write);
    }

    /// A good message with some bytes changed, or one of the right length with any bytes.
    private static byte[] anyMessage(Random random) {
        byte[] bytes = bytes(GOOD.get(random.nextInt(GOOD.size())));
        if (random.nextInt(4) == 0) {
            bytes = new byte[8 + random.nextInt(120)];
            random.nextBytes(bytes);
            Arrays.fill(bytes, 4, 7, (byte) 0xff);
            bytes[7] = (byte) -(bytes.length - 8);
        } else {
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
            }
        }
        bytes[0] = 6;
        return bytes;
    }

    @Test
    void anyBytes_areAMessageOrRefused() {
        int read = 0;
        int unpacked = 0;
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] bytes = anyMessage(new Random(seed));
            try {
                ClientMessage message = ClientMessages.read(Feed.whole(bytes));
                read++;
                if (message instanceof ClientClipboard(ClipboardMessage said)) {
                    byte[] again = bytes(said);
                    ClientMessage same = ClientMessages.read(Feed.whole(again));
                    assertEquals(Hex.of(again), Hex.of(Hex.written(same::write)), "seed " + seed);
                    if (said instanceof Provide provided) {
                        ClipboardData.decompress(provided)
                                .forEach((format, contents) ->
                                        assertTrue(contents.length <= format.limitBytes()));
                        unpacked++;
                    }
                }
            } catch (RfbProtocolException | EndOfStreamException e) {
                refused++;
            }
        }
        assertTrue(read > ROUNDS / 10, read + " were read");
        assertTrue(unpacked > ROUNDS / 100, unpacked + " were unpacked");
        assertTrue(refused > ROUNDS / 10, refused + " were refused");
    }
}
