package weft.rfb.codec;

import weft.rfb.RfbBuffer;

import java.lang.ref.Reference;
import java.util.Objects;

/// Deflate by ISA-L.
final class IsalDeflate implements Deflate {

    /// Making one takes 0.5 ms.
    private static final NativePool<Isal> POOL = new NativePool<>(16, Isal::new);

    private final NativeLease<Isal> lease;
    private final int level;

    private IsalDeflate(int level) {
        this.level = level;
        this.lease = POOL.lend(this);
        lease.item.restart(level);
    }

    /// A fresh one with a level of ISA-L's, 1 to 3.
    static Deflate open(int level) {
        return new IsalDeflate(Objects.checkIndex(level, 4));
    }

    @Override
    public void write(byte[] src, int off, int len, Flush flush, RfbBuffer out) {
        Objects.checkFromIndexSize(off, len, src.length);
        Isal isal = isal();
        try {
            int from = off;
            int left = len;
            for (; left > Isal.STAGING; left -= Isal.STAGING, from += Isal.STAGING) {
                isal.deflate(src, from, Isal.STAGING, isal(Flush.NONE), out);
            }
            if (left > 0 || flush != Flush.NONE) {
                isal.deflate(src, from, left, isal(flush), out);
            }
        } finally {
            Reference.reachabilityFence(this); // else it may be given back while it is at work
        }
    }

    private static int isal(Flush flush) {
        return switch (flush) {
            case NONE -> 0;
            case SYNC -> 1;
            case FULL -> 2;
        };
    }

    @Override
    public void restart() {
        isal().restart(level);
    }

    private Isal isal() {
        if (lease.ended()) {
            throw new IllegalStateException("The compressor is closed");
        }
        return lease.item;
    }

    @Override
    public void close() {
        lease.end();
    }
}
