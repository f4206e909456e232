package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.bench.serve.EchoBelowMovie;
import weft.cli.bench.serve.Movie;
import weft.cli.bench.serve.MovieSource;
import weft.cli.source.EchoSource;
import weft.cli.source.Source;
import weft.client.address.ServerAddress;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `weft bench play`: the server that `weft bench serve` and `latency` measure.
@Command(
        name = "play",
        addMethodSubcommands = false,
        sortOptions = false,
        description = {
            "Shows a moving picture over and over, for benchmarks of any kind; weft bench serve and"
                    + " weft bench latency start it by themselves.",
            "All frames are in memory: showing one costs no more than publishing it.",
            "As weft serve does, it prints one line when it listens, such as"
                    + " READY vnc=127.0.0.1::5900.",
            ""
        })
final class BenchPlayCommand implements Callable<Integer> {

    private static final String ECHO = "echo";
    private static final int MOST_VIEWERS = 1100;

    @Parameters(
            paramLabel = "PICTURE",
            description =
                    "A scene, which is terminal, web, ui, photos or video; a recording; or echo,"
                            + " which is black and inverts the 16x16 block under a press.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String picture;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SizeOption size;

    @Option(
            names = "--fps",
            paramLabel = "N",
            converter = Converters.ToFps.class,
            defaultValue = "30",
            description = "How often it changes a second; ${DEFAULT-VALUE} unless given.")
    private int fps;

    @Option(
            names = "--echo",
            description = "Has a strip below the picture that echoes presses as echo does.")
    private boolean echo;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            converter = Converters.ToAddress.class,
            description =
                    "Where to listen, see weft serve; a free port of the loopback interface unless"
                            + " given.")
    private List<ServerAddress> addresses =
            new ArrayList<>(List.of(ServerAddress.parse("127.0.0.1::0")));

    /// Who starts it holds its standard input, and takes it along when it ends, however it ends.
    @Option(names = "--until-input-ends", hidden = true)
    private boolean untilInputEnds;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.configure(0);
        try (Source source = open();
                VncServer server = Binding.bind(addresses, () -> server(source))) {
            source.start(server);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        source.close();
                                        server.close();
                                    },
                                    "weft-shutdown"));
            Binding.announce(server, spec.commandLine().getOut());
            if (untilInputEnds) {
                System.in.transferTo(OutputStream.nullOutputStream());
            } else {
                new CountDownLatch(1).await(); // until it is interrupted
            }
        }
        return 0;
    }

    private Source open() throws IOException {
        try {
            if (picture.equals(ECHO)) {
                return new EchoSource(size.size);
            }
            if (!echo) {
                return new MovieSource(Movie.open(picture, size.size), fps);
            }
            Movie movie = Movie.open(picture, EchoBelowMovie.movieSize(size.size));
            return new EchoBelowMovie(size.size, movie, fps);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static VncServerBuilder server(Source source) {
        VncServerBuilder server = VncServer.builder(source.framebuffer()).maxClients(MOST_VIEWERS);
        source.connect(server);
        return server;
    }
}
