package weft.rfb.encoding;

import java.util.HashMap;
import java.util.Map;

/// An encoding or pseudo-encoding that Weft knows, with its number (RFC 6143 §7.7 and §7.8, and the
/// rfbproto specification).
///
/// The compression levels and the qualities are ranges of numbers, see [EncodingPreferences].
public enum Encoding {
    /// The pixels as they are.
    RAW(0),
    /// A part of the framebuffer that moved. See [CopyRect].
    COPY_RECT(1),
    /// A background and rectangles of one colour.
    RRE(2),
    /// As RRE, in rectangles of at most 255x255.
    CORRE(4),
    /// Tiles of 16x16, each as in RRE or raw.
    HEXTILE(5),
    /// Raw, compressed.
    ZLIB(6),
    /// A fill, a palette or plain pixels, compressed.
    TIGHT(7),
    /// Tiles of 16x16 with palettes and runs.
    TRLE(15),
    /// Tiles of 64x64 with palettes and runs, compressed.
    ZRLE(16),
    /// As ZRLE, with wavelets where that is allowed to lose something.
    ZYWRLE(17),
    /// A picture of its own.
    JPEG(21),
    /// A stream of video for each place.
    OPEN_H264(50),
    /// A fill, a JPEG or a PNG.
    TIGHT_PNG(-260),
    /// Pseudo: the framebuffer has a new size.
    DESKTOP_SIZE(-223),
    /// Pseudo: the framebuffer has a new size or other screens. See [ExtendedDesktopSize].
    EXTENDED_DESKTOP_SIZE(-308),
    /// Pseudo: the framebuffer has a new size and pixel format, "WMVi".
    VMWARE_DISPLAY_MODE(0x574D5669),
    /// Pseudo: the desktop has another name. See [DesktopName].
    DESKTOP_NAME(-307),
    /// Pseudo: the update ends here.
    LAST_RECT(-224),
    /// Pseudo: the shape of the pointer. See [CursorShape].
    CURSOR(-239),
    /// Pseudo: the same in two colours. See [CursorImage].
    X_CURSOR(-240),
    /// Pseudo: the same with transparency in steps. See [CursorImage].
    CURSOR_WITH_ALPHA(-314),
    /// Pseudo: the same by masks or with transparency in steps. See [CursorImage].
    VMWARE_CURSOR(0x574D5664),
    /// Pseudo: where the pointer is.
    POINTER_POS(-232),
    /// Pseudo: the same.
    VMWARE_CURSOR_POSITION(0x574D5666),
    /// Pseudo: fences. See [weft.rfb.message.Fence].
    FENCE(-312),
    /// Pseudo: updates that are not asked for. See [weft.rfb.message.EnableContinuousUpdates].
    CONTINUOUS_UPDATES(-313),
    /// Pseudo: Tight without zlib is understood.
    TIGHT_WITHOUT_ZLIB(-317),
    /// Pseudo: whether the pointer is told by its place or its movements. See
    /// [weft.rfb.message.PointerMotion].
    QEMU_POINTER_MOTION(-257),
    /// Pseudo: keys are told by their place too. See [weft.rfb.message.QemuKeyEvent].
    QEMU_KEY_EVENT(-258),
    /// Pseudo: sound. See [weft.rfb.message.EnableAudio].
    QEMU_AUDIO(-259),
    /// Pseudo: the lamps of the keyboard. See [weft.rfb.keyboard.KeyboardLeds].
    QEMU_LED_STATE(-261),
    /// Pseudo: the same in another form.
    VMWARE_LED_STATE(0x574D5668),
    /// Pseudo: more than eight buttons. See [weft.rfb.message.ExtendedPointerEvent].
    EXTENDED_MOUSE_BUTTONS(-316),
    /// Pseudo: requests to shut down, reboot and reset. See [weft.rfb.message.ClientXvp].
    XVP(-309),
    /// Pseudo: input devices of the viewer. See [weft.rfb.gii].
    GII(-305),
    /// Pseudo: clipboards that hold more than Latin-1. See [weft.rfb.clipboard].
    EXTENDED_CLIPBOARD(0xC0A1E5CE),
    /// Whatever has another number.
    UNKNOWN(Integer.MIN_VALUE);

    /// "WMV", with which the numbers of VMware begin.
    private static final int VMWARE = 0x574D56;

    private static final Map<Integer, Encoding> BY_NUMBER = new HashMap<>();

    static {
        for (Encoding encoding : values()) {
            BY_NUMBER.put(encoding.number, encoding);
        }
    }

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    /// The number on the wire.
    public int number() {
        return number;
    }

    /// Whether rectangles of this encoding carry something else than pixels of the framebuffer.
    public boolean isPseudo() {
        return (number < 0 && this != TIGHT_PNG) || number >>> 8 == VMWARE;
    }

    /// Whether rectangles of this encoding never have the exact pixels. Others, such as Tight, have
    /// a lossy form besides.
    public boolean isLossy() {
        return this == JPEG || this == OPEN_H264;
    }

    /// The encoding with this number, or [#UNKNOWN].
    public static Encoding byNumber(int number) {
        return BY_NUMBER.getOrDefault(number, UNKNOWN);
    }
}
