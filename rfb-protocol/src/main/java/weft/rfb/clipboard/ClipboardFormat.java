package weft.rfb.clipboard;

import java.util.EnumSet;
import java.util.Set;

/// What a clipboard can hold (rfbproto, Extended Clipboard). Each format is a bit of the messages'
/// flags, and has a largest size that is taken and sent.
public enum ClipboardFormat {
    /// Text: UTF-8, lines separated by a newline. On the wire they end with two characters, and the
    /// text with a zero.
    TEXT(0, 1 << 20),
    /// Microsoft's Rich Text Format.
    RTF(1, 1 << 20),
    /// Microsoft's HTML clipboard fragments.
    HTML(2, 1 << 20),
    /// Microsoft's device independent bitmap, version 5, without a file header.
    DIB(3, 4 << 20);

    /// The flags of all formats, be they known or not.
    static final long ALL = 0xffff;

    private final int bit;
    private final int limitBytes;

    ClipboardFormat(int bit, int limitBytes) {
        this.bit = bit;
        this.limitBytes = limitBytes;
    }

    /// The most bytes that contents of this format may have.
    public int limitBytes() {
        return limitBytes;
    }

    long flag() {
        return 1L << bit;
    }

    /// Those that are known of these flags.
    static Set<ClipboardFormat> of(long flags) {
        Set<ClipboardFormat> formats = EnumSet.noneOf(ClipboardFormat.class);
        for (ClipboardFormat format : values()) {
            if ((flags & format.flag()) != 0) {
                formats.add(format);
            }
        }
        return formats;
    }

    static long flags(Set<ClipboardFormat> formats) {
        return formats.stream().mapToLong(ClipboardFormat::flag).sum();
    }
}
