package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XRequest;
import weft.server.VncServer;

import java.util.Optional;

/// The viewers' pointer on an X display; and where programs there have put it.
final class Pointer {
    private static final int QUERY_POINTER = 38;
    private static final int GET_POINTER_MAPPING = 117;

    private final XConnection connection;
    private final XTest test;
    private final int buttons;
    private int x = -1;
    private int y = -1;
    private int pressed;
    private int moves;

    /// Where programs were seen to have put it.
    private int seenX = -1;

    private int seenY = -1;

    Pointer(XConnection connection, XTest test) throws XException {
        this.connection = connection;
        this.test = test;
        buttons = connection.ask(new XRequest(GET_POINTER_MAPPING, 0)).await().skip(1).u8();
    }

    /// It is there now, with these buttons: bit 0 is button 1, and so on, as X counts them.
    synchronized void pointer(int newX, int newY, int buttonMask) throws XException {
        if (newX != x || newY != y) {
            x = newX;
            y = newY;
            moves++;
            test.move(x, y);
        }
        int known = buttonMask & (buttons >= 31 ? -1 : (1 << buttons) - 1);
        for (int changed = known ^ pressed; changed != 0; changed &= changed - 1) {
            int bit = Integer.numberOfTrailingZeros(changed);
            test.button(bit + 1, (known >> bit & 1) != 0);
        }
        pressed = known;
    }

    /// Looks where it is, and tells viewers if a program has put it there.
    void look(Optional<VncServer> viewers) throws XException {
        int before = moves();
        int root = connection.setup().screen().root();
        XData reply = connection.ask(new XRequest(QUERY_POINTER, 0).u32(root)).await().skip(16);
        int nowX = reply.s16();
        int nowY = reply.s16();
        if (isNews(before, nowX, nowY)) {
            viewers.ifPresent(server -> server.pointer(nowX, nowY));
        }
    }

    private synchronized int moves() {
        return moves;
    }

    /// What viewers have done meanwhile, or last, is no news.
    private synchronized boolean isNews(int before, int nowX, int nowY) {
        boolean sameAsSeen = nowX == seenX && nowY == seenY;
        seenX = nowX;
        seenY = nowY;
        if (before != moves || sameAsSeen || (nowX == x && nowY == y)) {
            return false;
        }
        x = nowX; // a viewer that is where it was moves it there again
        y = nowY;
        return true;
    }

    /// Lets go of all buttons.
    synchronized void close() throws XException {
        pointer(x, y, 0);
    }
}
