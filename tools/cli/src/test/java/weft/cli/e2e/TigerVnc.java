package weft.cli.e2e;

import weft.cli.e2e.Picture.Place;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// TigerVNC's viewer, a window on an X display.
final class TigerVnc {

    /// No choice of its own, no JPEG, which loses pixels, no hint about its menu key, which it
    /// paints over the picture, and no dialogs. Its log must not be more talkative than this, or it
    /// paints statistics over the picture.
    private static final List<String> OPTIONS =
            List.of(
                    "-AutoSelect=0",
                    "-NoJPEG",
                    "-MenuKey=",
                    "-RemoteResize=0",
                    "-AlertOnFatalError=0",
                    "-ReconnectOnError=0",
                    "-Shared",
                    "-Log=*:stderr:30");

    private TigerVnc() {}

    /// Shows what the server on a port of this machine shows.
    static Running show(XServer x, int port, String... options) {
        return start(x, "127.0.0.1::" + port, options);
    }

    /// Shows what the server on a UNIX socket shows.
    static Running show(XServer x, Path socket, String... options) {
        return start(x, socket.toString(), options);
    }

    /// Shows what the server shows, behind a gate, on a display of its own.
    ///
    /// @param shown what the server shows now; until that is to be seen, this waits
    static ForeignViewer stay(XServer x, int port, Encoding encoding, int level, Picture shown) {
        Tap tap = Tap.withoutRecord(port);
        Running process =
                show(
                        x,
                        tap.port(),
                        "-PreferredEncoding=" + encoding,
                        "-CustomCompressLevel",
                        "-CompressLevel=" + level);
        String name = "TigerVNC %s level %d".formatted(encoding, level);
        Place place = x.await(name, () -> shown);
        return new ForeignViewer(
                name,
                PixelFormat.XRGB8888,
                encoding,
                level,
                tap,
                process,
                (width, height) -> x.screenshot().part(place, width, height));
    }

    /// Starts the viewer alone.
    static Running start(XServer x, String server, String... options) {
        return x.run("xtigervncviewer", arguments(server, options).toArray(String[]::new));
    }

    /// What the viewer is started with.
    static List<String> arguments(String server, String... options) {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(List.of(options));
        arguments.add(server);
        return arguments;
    }

    /// Position and size of its window.
    static String geometry(XServer x) {
        return x.xdotool("search", "--name", "TigerVNC", "getwindowgeometry", "%@");
    }
}
