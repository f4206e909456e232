package weft.server.hostile;

import weft.server.hostile.IncomingBytes.BrokenStreamException;
import weft.server.hostile.ServerStream.Rectangle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Framebuffer updates as a server sends them, byte by byte: each rectangle must be within the
/// picture, of an encoding that was asked for, and as long as that says.
final class UpdateStream {
    private static final int LARGEST_NAME = 1 << 12;

    private final IncomingBytes in;
    private final Set<Integer> asked = new HashSet<>(Set.of(0));
    private int width;
    private int height;
    private int bytesPerPixel = 4;

    UpdateStream(IncomingBytes in) {
        this.in = in;
    }

    void asked(int encoding) {
        asked.add(encoding);
    }

    boolean wasAsked(int encoding) {
        return asked.contains(encoding);
    }

    void bitsPerPixel(int bits) {
        bytesPerPixel = bits / Byte.SIZE;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /// The picture has this size from now on.
    void resized(int w, int h) {
        IncomingBytes.check(w > 0 && h > 0, "a picture of " + w + "x" + h);
        width = w;
        height = h;
    }

    /// Reads one, behind its type.
    List<Rectangle> read() {
        in.padding(1);
        int count = in.u16();
        List<Rectangle> rectangles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var rectangle = new Rectangle(in.u16(), in.u16(), in.u16(), in.u16(), in.s32());
            IncomingBytes.check(
                    asked.contains(rectangle.encoding()),
                    "encoding " + rectangle.encoding() + " though it was not asked for");
            if (rectangle.encoding() == -224) {
                rectangles.add(rectangle);
                break;
            }
            body(rectangle);
            rectangles.add(rectangle);
        }
        return rectangles;
    }

    private void body(Rectangle rectangle) {
        int w = rectangle.width();
        int h = rectangle.height();
        int encoding = rectangle.encoding();
        boolean isPixels = (encoding >= 0 && encoding < 100) || encoding == -260;
        if (isPixels) {
            IncomingBytes.check(
                    rectangle.x() + w <= width && rectangle.y() + h <= height && w > 0 && h > 0,
                    "%s outside of %dx%d".formatted(rectangle, width, height));
        }
        switch (encoding) {
            case 0 -> in.skip((long) w * h * bytesPerPixel);
            case 1 -> {
                int x = in.u16();
                int y = in.u16();
                IncomingBytes.check(x + w <= width && y + h <= height, "CopyRect from outside");
            }
            case 2 -> in.skip(bytesPerPixel + (long) in.s32() * (bytesPerPixel + 8));
            case 4 -> in.skip(bytesPerPixel + (long) in.s32() * (bytesPerPixel + 4));
            case 5 -> hextile(w, h);
            case 6, 16, 17 -> in.skip(in.s32());
            case 7 -> tight(w, h, false);
            case -260 -> tight(w, h, true);
            case 50 -> {
                int length = in.s32();
                int flags = in.s32();
                IncomingBytes.check((flags & ~3) == 0, "H.264 flags " + flags);
                in.skip(length);
            }
            case -223 -> resized(w, h);
            case -308 -> screens(rectangle);
            case -307 -> {
                int length = in.s32();
                IncomingBytes.check(length >= 0 && length <= LARGEST_NAME, "a name of " + length);
                String _ = in.text(length);
            }
            case -239 -> in.skip((long) w * h * bytesPerPixel + (long) (w + 7) / 8 * h);
            case -240 -> in.skip(w * h == 0 ? 0 : 6 + 2L * ((w + 7) / 8) * h);
            case -314 -> {
                IncomingBytes.check(in.s32() == 0, "the encoding of a cursor with alpha");
                in.skip(4L * w * h);
            }
            case 0x574D5664 -> {
                int kind = in.u8();
                in.padding(1);
                IncomingBytes.check(kind <= 1, "a VMware cursor of kind " + kind);
                in.skip(kind == 0 ? 2L * w * h * bytesPerPixel : 4L * w * h);
            }
            case -232, -257, -258, -259, -316, -317, 0x574D5666 -> {}
            case -261 -> in.skip(1);
            case 0x574D5668 -> in.skip(4);
            case 0x574D5669 -> {
                byte[] _ = in.take(13);
                in.padding(3);
                resized(w, h);
            }
            default -> throw new BrokenStreamException("unexpected " + rectangle);
        }
    }

    private void screens(Rectangle rectangle) {
        int count = in.u8();
        in.padding(3);
        IncomingBytes.check(
                rectangle.x() <= 2 && rectangle.y() <= 4, "ExtendedDesktopSize " + rectangle);
        in.skip(16L * count);
        if (rectangle.y() == 0) {
            resized(rectangle.width(), rectangle.height());
        }
    }

    private void hextile(int w, int h) {
        for (int y = 0; y < h; y += 16) {
            for (int x = 0; x < w; x += 16) {
                int mask = in.u8();
                IncomingBytes.check(mask < 32, "hextile mask " + mask);
                if ((mask & 1) != 0) {
                    in.skip((long) Math.min(16, w - x) * Math.min(16, h - y) * bytesPerPixel);
                    continue;
                }
                in.skip(Integer.bitCount(mask & 6) * (long) bytesPerPixel);
                if ((mask & 8) != 0) {
                    in.skip(in.u8() * ((mask & 16) != 0 ? bytesPerPixel + 2L : 2L));
                }
            }
        }
    }

    private void tight(int w, int h, boolean png) {
        int pixel = bytesPerPixel == 4 ? 3 : bytesPerPixel;
        int control = in.u8() >> 4;
        if (control == 8) {
            in.skip(pixel);
        } else if (control == 9 || (control == 10 && png)) {
            in.skip(compact());
        } else {
            IncomingBytes.check(
                    control < 8 || control == 10 || control == 14, "tight control " + control);
            int filter = (control & 4) != 0 ? in.u8() : 0;
            IncomingBytes.check(filter <= 2, "tight filter " + filter);
            long size = (long) w * h * pixel;
            if (filter == 1) {
                int colours = in.u8() + 1;
                in.skip((long) colours * pixel);
                size = colours <= 2 ? (w + 7L) / 8 * h : (long) w * h;
            }
            in.skip(size < 12 ? size : compact());
        }
    }

    private int compact() {
        int length = 0;
        for (int i = 0; i < 3; i++) {
            int part = in.u8();
            length |= (i < 2 ? part & 0x7f : part) << (7 * i);
            if (i < 2 && (part & 0x80) == 0) {
                break;
            }
        }
        return length;
    }
}
