package weft.rfb.codec;

import weft.rfb.RfbBuffer;

import java.lang.ref.Reference;
import java.util.zip.Deflater;

/// Deflate by the JDK's zlib.
final class JdkDeflate implements Deflate {

    private static final int STEP = 4096;
    private static final byte[] NOTHING = {};
    private static final NativePool<Zlib> POOL = new NativePool<>(16, Zlib::new);

    private final NativeLease<Zlib> lease;

    private JdkDeflate(int level) {
        this.lease = POOL.lend(this);
        lease.item.restart(level);
    }

    /// A fresh one with a level of zlib's, 1 to 9.
    static Deflate open(int level) {
        return new JdkDeflate(level);
    }

    @Override
    public void write(byte[] src, int off, int len, Flush flush, RfbBuffer out) {
        Deflater deflater = deflater();
        try {
            deflater.setInput(src, off, len);
            if (len > 0 || flush != Flush.NONE) {
                drain(deflater, zlib(flush), out);
            }
            // The array must not be referenced any longer than its owner says.
            deflater.setInput(NOTHING);
        } finally {
            Reference.reachabilityFence(this); // else it may be given back while it is at work
        }
    }

    private static int zlib(Flush flush) {
        return switch (flush) {
            case NONE -> Deflater.NO_FLUSH;
            case SYNC -> Deflater.SYNC_FLUSH;
            case FULL -> Deflater.FULL_FLUSH;
        };
    }

    private static void drain(Deflater deflater, int flush, RfbBuffer out) {
        int room;
        int got;
        do {
            int at = out.ensure(STEP);
            byte[] array = out.array();
            room = array.length - at;
            got = deflater.deflate(array, at, room, flush);
            out.advance(got);
        } while (got == room);
    }

    @Override
    public void restart() {
        deflater().reset();
    }

    private Deflater deflater() {
        if (lease.ended()) {
            throw new IllegalStateException("The compressor is closed");
        }
        return lease.item.deflater;
    }

    @Override
    public void close() {
        lease.end();
    }

    private static final class Zlib implements NativePool.Item {

        /// Zlib's own formula, 2^(windowBits + 2) + 2^(memLevel + 9), and its bookkeeping.
        private static final long BYTES = (1 << 17) + (1 << 17) + (6 << 10);

        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        private int level = Deflater.BEST_SPEED;

        void restart(int newLevel) {
            deflater.reset();
            if (newLevel != level) {
                deflater.setLevel(newLevel);
                level = newLevel;
                // The next call does nothing else than change the level, whatever it is given.
                deflater.deflate(new byte[8], 0, 8, Deflater.NO_FLUSH);
            }
        }

        @Override
        public long bytes() {
            return BYTES;
        }

        @Override
        public void free() {
            deflater.end();
        }
    }
}
