package weft.framebuffer;

/// A host's surface as a [View] shows it.
///
/// @param host what the host draws into
/// @param view how it is shown
record ViewedSurface(Surface host, View view) implements Surface {

    ViewedSurface {
        var _ = view.shownSize(host.width(), host.height()); // possible?
    }

    @Override
    public int width() {
        return view.shownSize(host.width(), host.height()).width();
    }

    @Override
    public int height() {
        return view.shownSize(host.width(), host.height()).height();
    }

    @Override
    public void checkShared() {
        host.checkShared();
    }

    @Override
    public void read(Rect area, int[] dst, int offset, int stride) {
        Limits.checkWithin(area, this);
        if (area.isEmpty()) {
            return;
        }
        Rect size = Rect.ofSize(host.width(), host.height());
        Rect part = view.host(area, size);
        int[] pixels = Scratch.take(part.width() * part.height());
        try {
            host.read(part, pixels, 0, part.width());
            arrange(view, size, area, pixels, part, dst, offset, stride);
        } finally {
            Scratch.giveBack(pixels);
        }
    }

    /// Puts pixels where they are shown.
    ///
    /// @param size of the host's picture
    /// @param area what is asked for, as it is shown
    /// @param pixels those of `part` of the host's picture, row by row
    static void arrange(
            View view,
            Rect size,
            Rect area,
            int[] pixels,
            Rect part,
            int[] dst,
            int offset,
            int stride) {
        Point first = view.host(0, 0, size);
        Point right = view.hostMotion(1, 0);
        Point down = view.hostMotion(0, 1);
        int stepRight = right.x() + right.y() * part.width();
        int stepDown = down.x() + down.y() * part.width();
        int origin = first.x() - part.x() + (first.y() - part.y()) * part.width();
        int shownRow = -1;
        for (int y = 0; y < area.height(); y++) {
            int row = (area.y() + y) / view.scaleY();
            int to = offset + y * stride;
            if (row == shownRow) {
                System.arraycopy(dst, to - stride, dst, to, area.width());
                continue;
            }
            shownRow = row;
            int column = area.x() / view.scaleX();
            int left = view.scaleX() - area.x() % view.scaleX();
            int from = origin + row * stepDown + column * stepRight;
            for (int x = to; x < to + area.width(); x++) {
                dst[x] = pixels[from];
                left--;
                if (left == 0) {
                    left = view.scaleX();
                    from += stepRight;
                }
            }
        }
    }
}
