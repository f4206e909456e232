package weft.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.Audio;
import weft.client.AudioListener;
import weft.client.VncClient;
import weft.client.recording.SoundRecorder;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.InProcessConnection;
import weft.server.VncServer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Clip;
import javax.sound.sampled.LineEvent;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/// What a program plays that knows `javax.sound.sampled` and nothing else.
@Timeout(60)
class JavaSoundTest {

    private static final AudioFormat FORMAT = new AudioFormat(44_100, 16, 2, true, false);
    private static final PcmFormat PCM = new PcmFormat(SampleFormat.S16, 2, 44_100);

    @Test
    void mixer_isFoundAsSoundCardsAre() throws Exception {
        Optional<Mixer.Info> weft =
                Arrays.stream(AudioSystem.getMixerInfo())
                        .filter(info -> info.getName().equals("Weft"))
                        .findFirst();
        assertTrue(weft.isPresent());
        assertInstanceOf(PlayedSource.class, AudioSystem.getSourceDataLine(FORMAT, weft.get()));
        assertInstanceOf(PlayedClip.class, AudioSystem.getClip(weft.get()));
    }

    @Test
    void properties_chooseTheMixer() throws Exception {
        String source = SourceDataLine.class.getName();
        String clip = Clip.class.getName();
        System.setProperty(source, "#Weft");
        System.setProperty(clip, "#Weft");
        try {
            assertInstanceOf(PlayedSource.class, AudioSystem.getSourceDataLine(FORMAT));
            assertInstanceOf(PlayedClip.class, AudioSystem.getClip());
        } finally {
            System.clearProperty(source);
            System.clearProperty(clip);
        }
    }

    @Test
    void program_thatPlays_isHeardByAViewerToTheSample(@TempDir Path folder) throws Exception {
        Path wav = folder.resolve("heard.wav");
        byte[] noise = new byte[44_100 * 4]; // a second
        new Random(1).nextBytes(noise);
        try (VncServer server = VncServer.builder(16, 16).audio(PCM).start()) {
            InProcessConnection way = server.connect();
            JavaSound.Playing playing = JavaSound.playTo(server);
            try (VncClient client = VncClient.over(way.input(), way.output()).connect()) {
                assertThrows(IllegalStateException.class, () -> JavaSound.playTo(server));
                client.audio().awaitOffer(Duration.ofSeconds(20));
                SoundRecorder recorder = client.audio().record(wav, PCM);
                while (!server.audio().isHeard()) {
                    Thread.onSpinWait();
                }
                long begun = System.nanoTime();
                SourceDataLine line = AudioSystem.getSourceDataLine(FORMAT, WeftMixer.INFO);
                line.open();
                line.start();
                assertEquals(noise.length, line.write(noise, 0, noise.length));
                line.drain();
                assertTrue(System.nanoTime() - begun > 900_000_000, "it keeps time");
                line.close();
                playing.close();
                while (recorder.recorded() < 44_100) {
                    Thread.onSpinWait();
                }
                recorder.close();
            }
        }
        try (AudioInputStream heard = AudioSystem.getAudioInputStream(wav.toFile())) {
            assertTrue(heard.getFormat().matches(FORMAT), heard.getFormat().toString());
            byte[] all = heard.readAllBytes();
            assertEquals(heard.getFrameLength() * 4, all.length);
            int start = 0;
            while (all[start] == 0 && all[start + 1] == 0 && start < all.length - noise.length) {
                start += 4; // the silence before it
            }
            while (start > 0 && all[start] != noise[0]) {
                start -= 4;
            }
            assertArrayEquals(noise, Arrays.copyOfRange(all, start, start + noise.length));
        }
    }

    @Test
    void listener_thatFailsOrWaitsForSound_stopsNoLine() throws Exception {
        Clip clip = AudioSystem.getClip(WeftMixer.INFO);
        var played = new CompletableFuture<Integer>();
        clip.addLineListener(event -> {
            throw new IllegalStateException("a listener that fails");
        });
        clip.addLineListener(event -> {
            if (event.getType() == LineEvent.Type.STOP) {
                try {
                    played.complete(play(FORMAT));
                } catch (LineUnavailableException e) {
                    played.completeExceptionally(e);
                }
            }
        });
        clip.open(FORMAT, new byte[400], 0, 400);
        clip.start();
        assertEquals(8000, played.get());
        assertEquals(8000, play(FORMAT));
        clip.close();
    }

    /// Plays more than the buffer, to the end.
    private static int play(AudioFormat format) throws LineUnavailableException {
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format, WeftMixer.INFO)) {
            line.open(format, 4000);
            line.start();
            int written = line.write(new byte[8000], 0, 8000);
            line.drain();
            return written;
        }
    }

    @Test
    void stream_endsBehindAllOfTheLastClip() throws Exception {
        var heard =
                new AudioListener() {
                    private int bytes;
                    private boolean streaming;

                    @Override
                    public synchronized void begin() {
                        streaming = true;
                    }

                    @Override
                    public synchronized void frames(byte[] frames) {
                        bytes += frames.length;
                    }

                    @Override
                    public synchronized void end() {
                        streaming = false;
                        notifyAll();
                    }

                    synchronized void awaitEnd(int least) throws InterruptedException {
                        while (streaming || bytes < least) {
                            wait();
                        }
                    }
                };
        try (VncServer server = VncServer.builder(16, 16).audio(PCM).start();
                JavaSound.Playing _ = JavaSound.playTo(server)) {
            InProcessConnection way = server.connect();
            try (VncClient client = VncClient.over(way.input(), way.output()).connect()) {
                client.audio().awaitOffer(Duration.ofSeconds(20));
                Audio.Listening listening = client.audio().listen(PCM, heard);
                while (!server.audio().isHeard()) {
                    Thread.onSpinWait();
                }
                Clip clip = AudioSystem.getClip(WeftMixer.INFO);
                clip.open(FORMAT, new byte[4000], 0, 4000);
                clip.start();
                heard.awaitEnd(4000);
                clip.close();
                listening.close();
            }
        }
    }
}
