package weft.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Clip;
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
}
