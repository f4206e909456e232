package weft.client.address;

/// Which numbers after one colon are displays; the others are ports. `host:5901` is the trap: a
/// port for most viewers, and display 5901, port 11801, for vncdotool.
public enum DisplayNumbers {
    /// Those below 100, as TigerVNC and its relatives have it.
    BELOW_100,
    /// All, as vncdotool has it.
    ALL;

    boolean isDisplay(int number) {
        return this == ALL || number < ServerAddress.DISPLAYS;
    }
}
