package weft.cli.source;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.server.VncServerBuilder;

/// A still black picture on which a press of button 1 inverts the block under the pointer: what
/// latency is measured with.
///
/// It draws in place, under the server's global lock, so that nothing is handed to another thread
/// between the viewer's event and the update that shows it.
public final class EchoSource implements Source {

    static final Size DEFAULT_SIZE = new Size(1024, 768);

    /// Blocks are this wide and high, and begin at multiples of it.
    static final int BLOCK = 16;

    private static final int WHITE = 0xFFFFFF;

    private final XrgbSurface picture;
    private final Framebuffer framebuffer;
    private boolean pressed;

    /// A black picture.
    public EchoSource(Size size) {
        picture = size.newPicture();
        framebuffer = new Framebuffer(picture);
    }

    /// The picture, for who draws beside the blocks; the array is the same for good.
    public int[] pixels() {
        return picture.pixels();
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void connect(VncServerBuilder server) {
        server.callbacks(Runnable::run).onPointer(this::pointer);
    }

    void pointer(int x, int y, int buttonMask) {
        boolean wasPressed = pressed;
        pressed = (buttonMask & 1) != 0;
        Rect area = Rect.ofSize(picture.width(), picture.height());
        if (pressed && !wasPressed && area.contains(x, y)) {
            invert(new Rect(x / BLOCK * BLOCK, y / BLOCK * BLOCK, BLOCK, BLOCK).intersect(area));
        }
    }

    private void invert(Rect block) {
        for (int y = block.y(); y < block.bottom(); y++) {
            int row = y * picture.width();
            for (int i = row + block.x(); i < row + block.right(); i++) {
                picture.pixels()[i] ^= WHITE;
            }
        }
        framebuffer.damage(block);
    }

    @Override
    public void close() {}
}
