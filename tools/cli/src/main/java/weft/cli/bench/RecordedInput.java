package weft.cli.bench;

/// The bytes of a recorded stream, or of a part of an array.
final class RecordedInput extends MeasuredInput {

    private static final int BUFFER = 4096;

    private final byte[] bytes;
    private final int end;
    private int next;

    RecordedInput(byte[] bytes, int length) {
        super(BUFFER);
        this.bytes = bytes;
        this.end = length;
    }

    @Override
    public long position() {
        return (long) next - available();
    }

    @Override
    protected int read(byte[] dst, int off, int len) {
        if (next == end) {
            return -1;
        }
        int count = Math.min(len, end - next);
        System.arraycopy(bytes, next, dst, off, count);
        next += count;
        return count;
    }
}
