package weft.framebuffer.testcard;

/// What a card can say besides the echo of keys and pointer, each in a line of its own.
public enum Notice {
    /// The clipboard of a viewer.
    CLIPBOARD("clipboard"),
    /// Which keys, by their codes.
    KEY_CODES("key codes"),
    /// What a viewer wants the machine to do.
    POWER("power"),
    /// What a viewer's input device has done.
    DEVICE("device");

    private final String label;

    Notice(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
