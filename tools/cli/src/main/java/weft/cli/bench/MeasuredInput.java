package weft.cli.bench;

import weft.rfb.BufferedRfbInput;

/// An input that counts what is read of it.
public abstract class MeasuredInput extends BufferedRfbInput {

    /// An input with a buffer of `size` bytes.
    protected MeasuredInput(int size) {
        super(size);
    }

    /// How many bytes were read.
    public abstract long position();
}
