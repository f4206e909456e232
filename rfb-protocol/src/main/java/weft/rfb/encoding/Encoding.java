package weft.rfb.encoding;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    /// Pseudo: the update ends here.
    LAST_RECT(-224),
    /// Pseudo: the shape of the pointer. See [CursorShape].
    CURSOR(-239),
    /// Pseudo: fences. See [weft.rfb.message.Fence].
    FENCE(-312),
    /// Pseudo: updates that are not asked for. See [weft.rfb.message.EnableContinuousUpdates].
    CONTINUOUS_UPDATES(-313),
    /// Pseudo: Tight without zlib is understood.
    TIGHT_WITHOUT_ZLIB(-317),
    /// Whatever has another number.
    UNKNOWN(Integer.MIN_VALUE);

    private static final Map<Integer, Encoding> BY_NUMBER =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Encoding::number, Function.identity()));

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
        return number < 0 && this != TIGHT_PNG;
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
