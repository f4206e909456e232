package weft.examples.mos6502;

/// What the processor reads and writes: 64 KiB, of which some may be more than memory.
public interface Bus {

    /// The byte at an address from 0 to 0xFFFF.
    int read(int address);

    /// Puts a byte there.
    void write(int address, int value);
}
