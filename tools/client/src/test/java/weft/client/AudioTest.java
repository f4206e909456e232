package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.failure.TimedOutException;
import weft.client.recording.SoundRecorder;
import weft.framebuffer.Frame;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// QEMU Audio (rfbproto), byte by byte.
@Timeout(30)
class AudioTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OFFER = "00 00 0001 0000 0000 0000 0000 fffffefd";
    private static final String BEGIN = "ff 01 0001";
    private static final String END = "ff 01 0000";
    private static final String SET_DEFAULT = "ff010002 0302 0000ac44";
    private static final String ENABLE = "ff010000";
    private static final String DISABLE = "ff010001";
    private static final PcmFormat MONO = new PcmFormat(SampleFormat.S16, 1, 8000);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private static void raw(ScriptedServer peer, String hex) throws IOException {
        peer.out().bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        peer.flush();
    }

    private static void expect(ScriptedServer peer, String hex) {
        String wanted = hex.replace(" ", "");
        assertEquals(wanted, HexFormat.of().formatHex(peer.in().bytes(wanted.length() / 2)));
    }

    private static void offer(ScriptedServer peer) throws IOException {
        peer.show(8, 8, 1);
        raw(peer, OFFER);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
    }

    private AudioListener noting() {
        return new AudioListener() {
            @Override
            public void begin() {
                heard.add("begin");
            }

            @Override
            public void frames(byte[] frames) {
                heard.add(HexFormat.of().formatHex(frames));
            }

            @Override
            public void end() {
                heard.add("end");
            }
        };
    }

    private void expectHeard(String... events) throws InterruptedException {
        for (String event : events) {
            assertEquals(event, heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void listener_hearsWhatTheServerPlays() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer);
                    expect(peer, SET_DEFAULT + ENABLE);
                    raw(peer, BEGIN + "ff 01 0002 00000004 01020304" + END);
                    raw(peer, BEGIN + "ff 01 0002 00000008 0506070809101112");
                    expect(peer, DISABLE);
                    raw(peer, "ff 01 0002 00000004 ffffffff" + END);
                    peer.fill(0, 0, 8, 8, 2);
                    peer.drainBytes();
                })) {
            try (VncClient client = server.client().connect()) {
                client.audio().awaitOffer(PATIENCE);
                assertTrue(client.audio().isOffered());
                try (var _ = client.audio().listen(PcmFormat.DEFAULT, noting())) {
                    expectHeard("begin", "01020304", "end", "begin", "0506070809101112");
                }
                Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, PATIENCE);
            }
            assertEquals(List.of(), List.copyOf(heard));
        }
    }

    @Test
    void listeners_ofOneServer_shareItsSoundInOneFormat() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer);
                    expect(peer, SET_DEFAULT + ENABLE);
                    raw(peer, "ff 01 0002 00000004 01020304");
                    expect(peer, DISABLE);
                })) {
            try (VncClient client = server.client().connect()) {
                Audio audio = client.audio();
                audio.awaitOffer(PATIENCE);
                Audio.Listening one = audio.listen(PcmFormat.DEFAULT, noting());
                Audio.Listening other = audio.listen(PcmFormat.DEFAULT, noting());
                var e =
                        assertThrows(
                                IllegalStateException.class, () -> audio.listen(MONO, noting()));
                assertEquals(
                        "the server is heard as S16 stereo 44100 Hz already, not as S16 mono"
                                + " 8000 Hz",
                        e.getMessage());
                expectHeard("begin", "01020304");
                one.close();
                one.close();
                other.close();
            }
        }
    }

    @Test
    void sound_inTheFormatBefore_isNotTakenForThatOfNow() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer);
                    expect(peer, SET_DEFAULT + ENABLE);
                    raw(peer, BEGIN + "ff 01 0002 00000004 01020304");
                    expect(peer, DISABLE + "ff010002 0301 00001f40" + ENABLE);
                    raw(peer, "ff 01 0002 00000004 ffffffff" + END + BEGIN);
                    raw(peer, "ff 01 0002 00000002 0506");
                    expect(peer, DISABLE);
                })) {
            try (VncClient client = server.client().connect()) {
                client.audio().awaitOffer(PATIENCE);
                try (var _ = client.audio().listen(PcmFormat.DEFAULT, noting())) {
                    expectHeard("begin", "01020304");
                }
                try (var _ = client.audio().listen(MONO, noting())) {
                    expectHeard("begin", "0506");
                }
            }
        }
    }

    @Test
    void serverWithoutSound_isNotAskedForIt() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    peer.show(8, 8, 1);
                    assertTrue(peer.in().atEnd());
                })) {
            try (VncClient client = server.client().connect()) {
                assertFalse(client.audio().isOffered());
                var e =
                        assertThrows(
                                IllegalStateException.class,
                                () -> client.audio().listen(MONO, noting()));
                assertEquals("the server has not said that it has sound", e.getMessage());
                assertThrows(
                        TimedOutException.class, () -> client.audio().awaitOffer(Duration.ZERO));
            }
        }
    }

    @Test
    void listener_ofAServerThatGoesAway_isToldTheEnd() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer);
                    expect(peer, SET_DEFAULT + ENABLE);
                    raw(peer, BEGIN);
                })) {
            try (VncClient client = server.client().connect()) {
                client.audio().awaitOffer(PATIENCE);
                Audio.Listening listening = client.audio().listen(PcmFormat.DEFAULT, noting());
                expectHeard("begin", "end");
                listening.close();
            }
        }
    }

    @Test
    void recording_hasWhatWasPlayedWhileItRan(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("s.wav");
        try (var server =
                ScriptedServer.start(peer -> {
                    offer(peer);
                    expect(peer, "ff010002 0301 00001f40" + ENABLE);
                    assertEquals(new KeyEvent(true, 'a'), peer.next());
                    assertEquals(new KeyEvent(false, 'a'), peer.next());
                    raw(peer, BEGIN + "ff 01 0002 00000004 01020304" + END);
                    raw(peer, BEGIN + "ff 01 0002 00000002 0506");
                    assertTrue(peer.in().atEnd());
                })) {
            try (VncClient client = server.client().connect()) {
                client.audio().awaitOffer(PATIENCE);
                SoundRecorder recorder = client.audio().record(file, MONO);
                try (var _ = client.audio().listen(MONO, noting())) {
                    client.press('a');
                    expectHeard("begin", "01020304", "end", "begin", "0506");
                }
                assertEquals(3, recorder.recorded());
            } // which ends it
        }
        byte[] bytes = Files.readAllBytes(file);
        assertEquals("010203040506", HexFormat.of().formatHex(bytes, 44, bytes.length));
        assertEquals(6, bytes[40]);
    }
}
