package weft.sound;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Clip;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;

/// The mixer: any number of lines that play, none that records. It is always open.
final class WeftMixer implements Mixer {

    /// The mixers' names are how programs choose one.
    static final Mixer.Info INFO = new Description();

    /// There is one, as there is one `javax.sound.sampled`.
    static final WeftMixer JVM =
            new WeftMixer(new Mixing(System::nanoTime, WeftMixer::tick, telling()));

    private static final class Description extends Mixer.Info {
        Description() {
            super("Weft", "Weft", "What VNC viewers hear", "0.1");
        }
    }

    private final Mixing mixing;

    WeftMixer(Mixing mixing) {
        this.mixing = mixing;
    }

    private static void tick(Runnable ticking) {
        Thread.ofPlatform().daemon().name("weft-java-sound").start(ticking);
    }

    /// As the JDK's own lines do: listeners are told one after the other by a thread for that.
    private static Executor telling() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("weft-java-sound-events").factory());
    }

    Mixing mixing() {
        return mixing;
    }

    @Override
    public Mixer.Info getMixerInfo() {
        return INFO;
    }

    @Override
    public Line.Info[] getSourceLineInfo() {
        return new Line.Info[] {lines(SourceDataLine.class), lines(Clip.class)};
    }

    private static DataLine.Info lines(Class<?> kind) {
        return new DataLine.Info(
                kind, LineFormats.all(), AudioSystem.NOT_SPECIFIED, AudioSystem.NOT_SPECIFIED);
    }

    @Override
    public Line.Info[] getSourceLineInfo(Line.Info info) {
        return Arrays.stream(getSourceLineInfo()).filter(info::matches).toArray(Line.Info[]::new);
    }

    @Override
    public Line.Info[] getTargetLineInfo() {
        return new Line.Info[0];
    }

    @Override
    public Line.Info[] getTargetLineInfo(Line.Info info) {
        return new Line.Info[0];
    }

    @Override
    public boolean isLineSupported(Line.Info info) {
        boolean plays =
                info.getLineClass() == SourceDataLine.class || info.getLineClass() == Clip.class;
        return plays && format(info).isPresent();
    }

    /// The first format that a line can have, of those that are asked for.
    private static Optional<AudioFormat> format(Line.Info info) {
        if (!(info instanceof DataLine.Info wanted) || wanted.getFormats().length == 0) {
            return Optional.of(LineFormats.DEFAULT);
        }
        Optional<AudioFormat> exact =
                Arrays.stream(wanted.getFormats())
                        .filter(format -> LineFormats.pcm(format).isPresent())
                        .findFirst();
        boolean anyRate =
                Arrays.stream(LineFormats.all())
                        .anyMatch(one -> Arrays.stream(wanted.getFormats()).anyMatch(one::matches));
        return exact.isPresent() || !anyRate ? exact : Optional.of(LineFormats.DEFAULT);
    }

    @Override
    public Line getLine(Line.Info info) {
        AudioFormat format = format(info).orElse(LineFormats.DEFAULT);
        if (!isLineSupported(info)) {
            throw new IllegalArgumentException("no line of the mixer Weft: " + info);
        }
        var own = new DataLine.Info(info.getLineClass(), LineFormats.all(), 1, Integer.MAX_VALUE);
        int buffer =
                info instanceof DataLine.Info wanted
                        ? wanted.getMaxBufferSize()
                        : AudioSystem.NOT_SPECIFIED;
        return info.getLineClass() == Clip.class
                ? new PlayedClip(mixing, own, format)
                : new PlayedSource(mixing, own, format, buffer);
    }

    @Override
    public int getMaxLines(Line.Info info) {
        return isLineSupported(info) ? AudioSystem.NOT_SPECIFIED : 0;
    }

    @Override
    public Line[] getSourceLines() {
        return mixing.open().toArray(Line[]::new);
    }

    @Override
    public Line[] getTargetLines() {
        return new Line[0];
    }

    @Override
    public void synchronize(Line[] lines, boolean maintainSync) {
        throw new IllegalArgumentException("the mixer Weft does not synchronise lines");
    }

    @Override
    public void unsynchronize(Line[] lines) {
        throw new IllegalArgumentException("the mixer Weft does not synchronise lines");
    }

    @Override
    public boolean isSynchronizationSupported(Line[] lines, boolean maintainSync) {
        return false;
    }

    // ---- the mixer as a line ----

    @Override
    public Line.Info getLineInfo() {
        return new Line.Info(Mixer.class);
    }

    @Override
    public void open() {
        // it is
    }

    @Override
    public void close() {
        // others have lines of it
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Control[] getControls() {
        return new Control[0];
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return false;
    }

    @Override
    public Control getControl(Control.Type control) {
        throw new IllegalArgumentException("the mixer Weft has no controls; its lines have");
    }

    @Override
    public void addLineListener(LineListener listener) {
        // nothing ever happens to it
    }

    @Override
    public void removeLineListener(LineListener listener) {
        // nothing ever happens to it
    }
}
