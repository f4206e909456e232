package weft.server.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoSleep;
import weft.server.VncServerBuilder;
import weft.server.hostile.HostileInput.Bytes;
import weft.server.hostile.HostileInput.Story;
import weft.server.hostile.InputList.Fate;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A server that is broken on purpose is found out: each invariant goes red, and no other one.
class BrokenServerTest {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LOCK_LIMIT = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] KEY = Said.join(Said.key(true, 'a'), Said.key(false, 'a'));

    /// What is left behind by a fault, to be taken away.
    private final List<AutoCloseable> leftBehind = new ArrayList<>();

    /// A stage with a fault.
    private static class BrokenStage extends Stage {
        boolean broken;

        BrokenStage(Host host, Consumer<VncServerBuilder> settings) throws IOException {
            super(Setting.OPEN, settings, host, PATIENCE);
        }
    }

    /// What goes wrong when the host is told of a key.
    private static Host onKey(Runnable fault) {
        return new Host() {
            @Override
            void key(long keysym, boolean down) {
                super.key(keysym, down);
                if (down) {
                    fault.run();
                }
            }
        };
    }

    private static HostileInput keyOf(Consumer<HostileViewer> login) {
        Fate fate = Fate.open("ignored");
        return new HostileInput(
                "L",
                "a key",
                fate.what(),
                Setting.OPEN,
                Transport.CLEAR,
                new Bytes(login, () -> Said.of(KEY), fate.check()));
    }

    private void expect(Invariant red, Host host) throws Exception {
        try (var stage = new BrokenStage(host, builder -> {})) {
            expect(red, stage, keyOf(HostileViewer::logIn));
        }
    }

    private void expect(Invariant red, Stage stage, HostileInput input) throws Exception {
        List<Finding> findings = new Runner(stage, false, LOCK_LIMIT).run(input);
        for (AutoCloseable each : leftBehind) {
            each.close();
        }
        assertEquals(
                Set.of(red),
                findings.stream().map(Finding::invariant).collect(Collectors.toSet()),
                findings::toString);
    }

    @Test
    void fate_other_isFound() throws Exception {
        try (var stage = new BrokenStage(new Host(), builder -> {})) {
            Fate fate = Fate.closedSilently();
            var input =
                    new HostileInput(
                            "B",
                            "a choice that is not offered",
                            fate.what(),
                            Setting.OPEN,
                            Transport.CLEAR,
                            new Bytes(
                                    viewer -> viewer.version(8),
                                    () -> Said.of(new byte[] {99}),
                                    fate.check()));
            expect(Invariant.FATE, stage, input);
        }
    }

    @Test
    void canary_shownAnotherPicture_isFound() throws Exception {
        try (var stage =
                new BrokenStage(new Host(), builder -> {}) {
                    @Override
                    void publish(int[] pixels) {
                        if (broken) {
                            pixels[pixels.length / 2] ^= 1;
                        }
                        super.publish(pixels);
                    }
                }) {
            stage.broken = true;
            expect(Invariant.G1, stage, keyOf(HostileViewer::logIn));
        }
    }

    @Test
    void newViewer_refused_isFound() throws Exception {
        var nothing =
                new HostileInput(
                        "A",
                        "nothing",
                        "nothing",
                        Setting.OPEN,
                        Transport.CLEAR,
                        new Story((stage, transport) -> {}));
        try (var stage = new BrokenStage(new Host(), builder -> builder.maxClients(1))) {
            expect(Invariant.G2, stage, nothing);
        }
    }

    @Test
    void buffer_keptForEver_isFound() throws Exception {
        expect(
                Invariant.G3,
                onKey(() -> {
                    ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
                    leftBehind.add(buffer::release);
                }));
    }

    @Test
    void descriptor_keptOpen_isFound() throws Exception {
        expect(
                Invariant.G4,
                onKey(() -> {
                    try {
                        leftBehind.add(Selector.open());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    @Test
    void coroutineAndTimer_keptWaiting_areFound() throws Exception {
        try (var stage = new BrokenStage(new Host(), builder -> {})) {
            Fate fate = Fate.open("ignored");
            expect(
                    Invariant.G4,
                    stage,
                    keyOf(viewer -> {
                        viewer.logIn();
                        stage.loop()
                                .start(
                                        "one that is never woken",
                                        () -> new CoSleep(stage.loop()).sleep());
                    }));
            expect(
                    Invariant.G4,
                    stage,
                    new HostileInput(
                            "L",
                            "a timer",
                            fate.what(),
                            Setting.OPEN,
                            Transport.CLEAR,
                            new Story((_, _) ->
                                    leftBehind.add(
                                            stage.loop().after(Long.MAX_VALUE, () -> {})
                                                    ::cancel))));
        }
    }

    @Test
    void warnings_two_areFound() throws Exception {
        expect(
                Invariant.G5,
                onKey(() -> {
                    LoggerFactory.getLogger("broken").warn("one");
                    LoggerFactory.getLogger("broken").warn("two");
                }));
    }

    @Test
    void stackTrace_logged_isFound() throws Exception {
        expect(
                Invariant.G5,
                onKey(() ->
                        LoggerFactory.getLogger("broken")
                                .warn("one", new IllegalStateException("broken"))));
    }

    @Test
    void controlCharacters_logged_areFound() throws Exception {
        expect(Invariant.G5, onKey(() -> LoggerFactory.getLogger("broken").info("\u001b[2J")));
    }

    /// A line on which something else arrives than the server has sent.
    private static BrokenStage tampered(Consumer<byte[]> tampering) throws IOException {
        return new BrokenStage(new Host(), builder -> {}) {
            @Override
            Line line(Selector shared, SocketAddress address, boolean deaf) throws IOException {
                return new SocketLine(shared, address, deaf) {
                    @Override
                    public int read(byte[] bytes) {
                        int count = super.read(bytes);
                        if (count > 0 && broken) {
                            tampering.accept(bytes);
                        }
                        return count;
                    }
                };
            }
        };
    }

    @Test
    void name_toldBeforeTheLogin_isFound() throws Exception {
        byte[] name = Said.text(Stage.NAME);
        try (BrokenStage stage =
                tampered(bytes -> {
                    if (bytes[0] == 'R') {
                        System.arraycopy(name, 0, bytes, 0, 12);
                    }
                })) {
            expect(
                    Invariant.G6,
                    stage,
                    keyOf(viewer -> {
                        stage.broken = true;
                        try {
                            viewer.greet();
                        } finally {
                            stage.broken = false;
                        }
                    }));
        }
    }

    @Test
    void padding_notZero_isFound() throws Exception {
        try (BrokenStage stage =
                tampered(bytes -> bytes[1] = bytes[0] == 0 ? (byte) 0x55 : bytes[1])) {
            expect(
                    Invariant.G7,
                    stage,
                    keyOf(viewer -> {
                        viewer.logIn();
                        stage.broken = true;
                        try {
                            viewer.probe();
                        } finally {
                            stage.broken = false;
                        }
                    }));
        }
    }

    @Test
    void key_keptDown_isFound() throws Exception {
        expect(
                Invariant.G8,
                new Host() {
                    @Override
                    void key(long keysym, boolean down) {
                        if (down) {
                            super.key(keysym, true);
                        }
                    }
                });
    }

    @Test
    void lock_heldForLong_isFound() throws Exception {
        try (var stage = new BrokenStage(new Host(), builder -> {})) {
            var input =
                    new HostileInput(
                            "L",
                            "a stall",
                            "nothing",
                            Setting.OPEN,
                            Transport.CLEAR,
                            new Story((_, _) -> stage.server().draw(() -> hold(2 * LOCK_LIMIT))));
            expect(Invariant.G9, stage, input);
        }
    }

    private static void hold(long nanos) {
        long begun = System.nanoTime();
        for (long left; (left = begun + nanos - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void exception_thrownAtTheHost_isFound() throws Exception {
        try (var stage = new BrokenStage(new Host(), builder -> {})) {
            stage.framebuffer()
                    .addListener(() -> {
                        if (stage.broken) {
                            throw new IllegalStateException("broken");
                        }
                    });
            stage.broken = true;
            expect(Invariant.G10, stage, keyOf(HostileViewer::logIn));
            stage.broken = false;
        }
    }

    @Test
    void exception_thrownOutOfACallback_isFound() throws Exception {
        expect(
                Invariant.G10,
                onKey(() -> {
                    throw new IllegalStateException("broken");
                }));
    }
}
