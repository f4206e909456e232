package weft.rfb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Turns packed `0x00RRGGBB` pixels into the bytes of one pixel format, and back. Immutable.
///
/// Between the two stands the *wire pixel*: an int whose bytes, the least significant first, are
/// the bytes on the wire. Encoders compare, count and copy wire pixels, and so see which colours
/// are the same for the viewer; storing one is the same for every format of that size.
///
/// ```
///   0x00RRGGBB --toWire--> wire pixel --pack--> bytes
///   0x00RRGGBB <--toRgb--- wire pixel <-unpack- bytes
/// ```
///
/// Packed pixels have a top byte of zero; a format without spare processing passes it on as it is.
public abstract sealed class PixelTranslator
        permits IdentityTranslator, ReversedTranslator, TableTranslator {

    static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final PixelFormat format;
    private final int bytesPerPixel;
    private final PixelTranslator compact;
    private final PixelTranslator tight;

    /// A translator for the PIXEL of a format with its shorter forms, or for one of those.
    PixelTranslator(PixelFormat format, int bytesPerPixel, Forms forms) {
        this.format = format;
        this.bytesPerPixel = bytesPerPixel;
        this.compact = forms.compact().orElse(this);
        this.tight = forms.tight().orElse(this);
    }

    /// The translator for `format`. Without true colour it speaks of [FixedColourMap].
    public static PixelTranslator of(PixelFormat format) {
        return PixelTranslators.create(format, FixedColourMap.colours());
    }

    /// The translator for `format`, with a colour map (`0x00RRGGBB` by index, at most 256 colours)
    /// as a server sent it. The map matters only without true colour, and only for reading.
    public static PixelTranslator of(PixelFormat format, int[] colourMap) {
        return PixelTranslators.create(format, colourMap);
    }

    /// The pixel format that this is about.
    public final PixelFormat format() {
        return format;
    }

    /// How many bytes of a wire pixel are sent.
    public final int bytesPerPixel() {
        return bytesPerPixel;
    }

    /// The translator for the CPIXEL of this format (RFC 6143 §7.7.5): 3 bytes where 32 bits hold
    /// at most 24 bits of colour in their first or last three bytes; else this translator.
    public final PixelTranslator compact() {
        return compact;
    }

    /// The translator for the TPIXEL of this format (rfbproto, Tight encoding): red, green, blue
    /// where all maxima are 255 in 32 bits of depth 24; else this translator.
    public final PixelTranslator tight() {
        return tight;
    }

    /// The wire pixel of one colour.
    public abstract int toWire(int rgb);

    /// The colour of one wire pixel.
    public abstract int toRgb(int wire);

    /// Translates `count` pixels of `rgb` from `rgbOffset` on into wire pixels.
    public abstract void toWire(int[] rgb, int rgbOffset, int[] wire, int wireOffset, int count);

    /// Translates `count` wire pixels to packed pixels, in place.
    public abstract void toRgb(int[] pixels, int offset, int count);

    /// Translates `count` pixels and stores their bytes, in one pass.
    public abstract void write(int[] rgb, int rgbOffset, int count, byte[] dst, int dstOffset);

    /// Loads and translates `count` pixels.
    public void read(byte[] src, int srcOffset, int[] rgb, int rgbOffset, int count) {
        unpack(src, srcOffset, rgb, rgbOffset, count);
        toRgb(rgb, rgbOffset, count);
    }

    /// Stores the bytes of `count` wire pixels.
    public final void pack(int[] wire, int wireOffset, int count, byte[] dst, int dstOffset) {
        WirePixels.pack(bytesPerPixel, wire, wireOffset, count, dst, dstOffset);
    }

    /// Loads `count` wire pixels from their bytes.
    public final void unpack(byte[] src, int srcOffset, int[] wire, int wireOffset, int count) {
        WirePixels.unpack(bytesPerPixel, src, srcOffset, wire, wireOffset, count);
    }

    /// Stores one wire pixel.
    ///
    /// @return the index behind it
    public final int put(int wire, byte[] dst, int at) {
        int value = wire;
        int end = at + bytesPerPixel;
        for (int i = at; i < end; i++) {
            dst[i] = (byte) value;
            value >>>= 8;
        }
        return end;
    }

    /// Writes one wire pixel.
    public final void put(int wire, RfbBuffer out) {
        int at = out.ensure(bytesPerPixel);
        put(wire, out.array(), at);
        out.advance(bytesPerPixel);
    }

    /// Reads one wire pixel.
    public final int get(RfbInput in) {
        int wire = 0;
        for (int shift = 0; shift < 8 * bytesPerPixel; shift += 8) {
            wire |= in.u8() << shift;
        }
        return wire;
    }
}
