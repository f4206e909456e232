package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.serve.Rehearsal;
import weft.cli.source.Size;
import weft.cli.source.Sources;
import weft.cli.source.TerminalManner;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `weft serve`: shows a picture to VNC viewers until it is interrupted.
@Command(
        name = "serve",
        addMethodSubcommands = false,
        description = {
            "Shows a picture to VNC viewers.",
            "When all addresses are bound it prints one line on standard output, such as"
                    + " READY vnc=127.0.0.1::5900, and serves until it is interrupted.",
            ""
        },
        sortOptions = false,
        footerHeading = "%nSources:%n",
        footer = {
            "  testcard             a test card with moving parts; it echoes keys and pointer",
            "  testcard:still       the same without moving parts",
            "  image:FILE[,FILE...] pictures, each for a second; the first gives the size",
            "  raw:FILE@WxH@FPS     little-endian XRGB frames, over and over; a FILE of -",
            "                       is standard input, whose last picture stays",
            "  vnc:ADDRESS          the screen of another server, see weft proxy",
            "  record:FILE          a recorded session, once, see weft replay",
            "  x11:DISPLAY          an X display of this machine, such as x11::1, or of another,",
            "                       x11:HOST:1; without one that of DISPLAY. Viewers see its",
            "                       screen and type and click on it. The cookie is looked up as by",
            "                       all X programs, in XAUTHORITY or ~/.Xauthority",
            "  qemu:ADDRESS         a machine in QEMU, by its D-Bus display. ADDRESS is qmp:PATH,"
                    + " the",
            "                       monitor of one started with -display dbus,p2p=yes and",
            "                       -qmp unix:PATH,server=on,wait=off, or unix:path=PATH, the bus"
                    + " of",
            "                       -display dbus,addr=unix:path=PATH; without one that of",
            "                       DBUS_SESSION_BUS_ADDRESS. Linux, with native access",
            "  terminal[:COMMAND]   a terminal of 80x25 cells with the shell, or with what the",
            "                       shell makes of COMMAND; it has xterm's colours, keys and",
            "                       mouse. Dragging selects for the viewers' clipboards, with",
            "                       Shift where the program takes the mouse; Shift and Insert, or",
            "                       the middle button, paste; Shift and PageUp, or the wheel, show",
            "                       what has scrolled away. When the program has ended, Enter",
            "                       starts it again. Linux, with native access",
            "  echo                 black; button 1 inverts the 16x16 block under the pointer",
            "",
            "Addresses:",
            "  :1 HOST:1 [::1]:1    display 1, which is port 5901 (below 100 it is a display)",
            "  HOST:5901            a port, from 100 on",
            "  HOST::5901 [::1]::0  a port; 0 picks one",
            "  unix:PATH /PATH      a UNIX socket"
        })
final class ServeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ADDRESS",
            description =
                    "Where to listen, see below; the first free port from 5900 on of the loopback"
                            + " interface unless given.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "SPEC",
            defaultValue = "testcard",
            description = "What to show, see below; testcard unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sourceSpec;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.ToSize.class,
            description =
                    "The display's size; a picture of another size is centred on black or cropped,"
                            + " a terminal has the cells of 8x16 pixels that fit. The picture's own"
                            + " unless given.")
    private @Nullable Size size;

    @Option(
            names = "--exit-with-command",
            description =
                    "Ends when the program in the terminal does, with its exit code, instead of"
                            + " offering to start it again.")
    private boolean exitWithCommand;

    @Option(
            names = "--osc52",
            description =
                    "Lets programs in the terminal write the viewers' clipboards; they can never"
                            + " read them.")
    private boolean osc52;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private UpstreamOptions upstream;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ServingOptions serving;

    /// The launcher makes its AOT cache with it.
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<ServingOptions.Rest> rest =
                rehearse ? Optional.of(Rehearsal::run) : Optional.empty();
        var manner = new TerminalManner(exitWithCommand, osc52);
        return serving.serve(
                spec,
                addresses,
                () -> Sources.open(sourceSpec, Optional.ofNullable(size), upstream::to, manner),
                rest);
    }
}
