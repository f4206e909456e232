package weft.fuzz;

import weft.rfb.RfbBuffer;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesMessages;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The keys and the encrypted messages of RSA-AES. Messages are read only if nothing in them was
/// changed: the input says what the sender writes, and which byte of it changes on the way.
final class RsaAesTarget implements Target {

    private static final int KEY = 1;
    private static final int BITS = 1024;

    @Override
    public String name() {
        return "rsa-aes";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        BigInteger modulus = BigInteger.TWO.pow(BITS).subtract(BigInteger.valueOf(105));
        var key = new RfbBuffer();
        key.u8(KEY);
        new RsaAesKey(BITS, modulus, BigInteger.valueOf(65537)).write(key);
        seeds.add(key.toByteArray());
        seeds.add(new byte[] {0, 3, 1, 2, 3, 0, 5, 1, 2, 3, 4, 5, 0});
        seeds.add(new byte[] {0, 3, 1, 2, 3, 0, 5, 1, 2, 3, 4, 5, 0, 0, 4, 7});
        seeds.add(new byte[] {2, 0, 3, 1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7});
        return seeds;
    }

    @Override
    public void run(byte[] input) {
        var take = new Take(input);
        int mode = take.u8();
        if ((mode & KEY) != 0) {
            key(take.rest(), (mode & 2) != 0);
        } else if ((mode & 2) != 0) {
            RsaAesMessages messages = new RsaAesMessages(new byte[16]);
            var in = new ArrayInput(take.rest(), 1 + take.u8());
            while (!in.atEnd()) {
                var _ = messages.read(in);
            }
        } else {
            messages(take, (mode & 4) != 0 ? 32 : 16);
        }
    }

    private static void key(byte[] bytes, boolean isServers) {
        RsaAesKey key =
                isServers
                        ? RsaAesKey.readOfServer(new ArrayInput(bytes))
                        : RsaAesKey.readOfClient(new ArrayInput(bytes));
        byte[] written = key.toByteArray();
        if (!Arrays.equals(written, Arrays.copyOf(bytes, written.length))) {
            throw new Finding("a key is written as another one");
        }
        byte[] encrypted = key.encrypt(new byte[16]);
        if (encrypted.length != key.bytes()) {
            throw new Finding("%d bytes encrypted by %s".formatted(encrypted.length, key));
        }
    }

    private static void messages(Take take, int keyLength) {
        byte[] key = new byte[keyLength];
        var writer = new RsaAesMessages(key);
        var reader = new RsaAesMessages(key);
        while (!take.isEmpty()) {
            byte[] message = take.bytes(take.u8());
            var out = new RfbBuffer();
            writer.write(out, message);
            byte[] sent = out.toByteArray();
            int changed = take.u16();
            if (changed == 0) {
                if (!Arrays.equals(message, reader.read(new ArrayInput(sent)))) {
                    throw new Finding("a message has changed");
                }
            } else {
                sent[changed % sent.length] ^= (byte) Math.max(1, changed >> 8);
                var _ = reader.read(new ArrayInput(Arrays.copyOf(sent, sent.length + 0x10000)));
                throw new Finding("a damaged message was read");
            }
        }
    }

    /// A message costs the sender and the reader about a kilobyte each, most of it in the JDK's
    /// ciphers, and an empty one takes three bytes of the input.
    @Override
    public long mostAllocated(int length) {
        return (2L << 20) + 1000L * length;
    }
}
