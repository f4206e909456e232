package weft.server.hostile;

import weft.server.hostile.HostileInput.Bytes;
import weft.server.hostile.HostileInput.Play;
import weft.server.hostile.HostileInput.Story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A list of inputs that is being written down, one line for each.
final class InputList {
    /// Whether this is the whole form of the tests, and not the short one of each build.
    static final boolean WHOLE = "whole".equals(System.getProperty("weft.hostile"));

    private final List<HostileInput> inputs = new ArrayList<>();
    private Setting setting = Setting.OPEN;
    private Set<Transport> transports = Transport.CLEAR;
    private Consumer<HostileViewer> login = HostileViewer::greet;

    List<HostileInput> inputs() {
        return inputs;
    }

    /// What follows is said to this server, after this.
    InputList to(Setting server, Consumer<HostileViewer> before) {
        setting = server;
        login = before;
        return this;
    }

    /// What follows is said over these.
    InputList over(Set<Transport> ways) {
        transports = Set.copyOf(ways);
        return this;
    }

    /// What follows is said over each of them.
    InputList overAll() {
        return over(EnumSet.allOf(Transport.class));
    }

    InputList said(String id, String what, byte[] bytes, Fate fate) {
        return said(id, what, () -> Said.of(bytes), fate);
    }

    InputList said(String id, String what, Supplier<Said> said, Fate fate) {
        var script = new Bytes(login, said, fate.check());
        inputs.add(new HostileInput(id, what, fate.what(), setting, transports, script));
        return this;
    }

    InputList story(String id, String what, String expected, Play play) {
        inputs.add(new HostileInput(id, what, expected, setting, transports, new Story(play)));
        return this;
    }

    /// What must become of a viewer.
    ///
    /// @param what in a line
    /// @param check throws [FateException] if it has not
    record Fate(String what, Consumer<HostileViewer> check) {

        /// Closed, with nothing said.
        static Fate closedSilently() {
            return closed("closed without a word", new byte[0]);
        }

        /// Closed, with just these bytes before.
        static Fate closed(String what, byte[] reply) {
            return new Fate(
                    what,
                    viewer -> {
                        viewer.awaitEnd();
                        expect(reply, viewer.recent());
                    });
        }

        /// Closed, whatever updates there were before.
        static Fate closed() {
            return new Fate("closed", HostileViewer::awaitEnd);
        }

        /// Nothing happens, and the viewer stays.
        static Fate open(String what) {
            return new Fate(what, HostileViewer::probe);
        }

        /// The same with a look at more.
        Fate and(Consumer<HostileViewer> more) {
            return new Fate(
                    what,
                    viewer -> {
                        check.accept(viewer);
                        more.accept(viewer);
                    });
        }
    }

    static void expect(byte[] wanted, byte[] got) {
        if (!java.util.Arrays.equals(wanted, got)) {
            throw new FateException(
                    "answered by %s, expected %s"
                            .formatted(
                                    HexFormat.of().formatHex(got),
                                    HexFormat.of().formatHex(wanted)));
        }
    }

    static void expect(boolean holds, String what) {
        if (!holds) {
            throw new FateException(what);
        }
    }

    /// For what may be found in the midst of a story.
    static void expectNone(Optional<Finding> finding) {
        expect(finding.isEmpty(), finding.toString());
    }

    /// Lets the time go by that what was said before the end takes, so much a second of it being
    /// taken.
    static void goneInTime(Stage stage) {
        boolean gone =
                stage.await(() -> {
                    stage.advance(TimeUnit.MILLISECONDS.toNanos(50));
                    return stage.server().viewers().size() == 1;
                });
        expect(gone, "a viewer that is gone is still there");
    }

    /// How often something is done: more often in the whole form of the tests.
    static int times(int inShort, int inWhole) {
        return WHOLE ? inWhole : inShort;
    }
}
