package weft.cli.script;

import weft.client.Keyboard;
import weft.client.Pointer;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.failure.RequestFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Carries out single steps on a client that is connected.
final class StepRunner {

    private static final Duration DRAG_PAUSE = Duration.ofMillis(1);

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final PictureSteps pictures;
    private final SearchSteps searches;
    private final TextSteps texts;
    private final RecordSteps records;
    private final DeviceSteps devices;
    private Optional<SoundSteps> sounds = Optional.empty();
    private final Keyboard keyboard;
    private Frame beforeInput;

    StepRunner(Run run) {
        client = run.client();
        manner = run.manner();
        deadline = run.deadline();
        pictures = new PictureSteps(run);
        searches = new SearchSteps(run);
        texts = new TextSteps(run);
        records = new RecordSteps(run);
        devices = new DeviceSteps(client);
        keyboard = keyboard(client.keyboard(), manner);
        beforeInput = client.frame();
    }

    private static Keyboard keyboard(Keyboard plain, Manner manner) {
        Keyboard keyboard = manner.forceCaps() ? plain.forcingShift() : plain;
        return manner.layout().map(keyboard::by).orElse(keyboard);
    }

    /// Carries out a step within what is left for it.
    ///
    /// @throws StepFailedException if it cannot be carried out
    Finding run(Line line) {
        try {
            return act(line);
        } catch (TimedOutException e) {
            throw deadline.late(line, String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException | RequestFailedException e) {
            throw new StepFailedException(
                    line, ExitCode.STEP_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void resize(int width, int height) {
        beforeInput = client.frame();
        var _ = client.desktop().resize(width, height, deadline.left());
        var _ =
                client.waitFor(
                        frame -> frame.width() == width && frame.height() == height,
                        deadline.left());
    }

    /// No switches in here: to prepare for the first one with patterns takes the JVM as long as a
    /// short script.
    private Finding act(Line line) throws IOException {
        Step step = line.step();
        if (step instanceof Step.Input input) {
            input(() -> send(input));
        } else if (step instanceof Step.Type(String text)) {
            type(line, text);
        } else if (step instanceof Step.Sync) {
            sync(line);
        } else if (step instanceof Step.CreateDevice(var device)) {
            devices.create(device, deadline.left());
        } else if (step instanceof Step.Power(var action)) {
            beforeInput = client.frame();
            client.power(action, deadline.left());
        } else if (step instanceof Step.Resize(int width, int height)) {
            resize(width, height);
        } else if (step instanceof Step.StartRecord(var file)) {
            sync(line);
            records.start(line, file);
        } else if (step instanceof Step.StopRecord) {
            sync(line);
            return records.stop();
        } else if (step instanceof Step.StartSound(var file)) {
            sync(line);
            sounds().start(line, file);
        } else if (step instanceof Step.StopSound) {
            sync(line);
            return sounds().stop();
        } else if (step instanceof Step.Pause(Duration duration)) {
            pause(line, warped(duration));
        } else if (step instanceof Step.Drag(int x, int y)) {
            drag(line, x, y);
        } else {
            return look(line, step);
        }
        return Finding.NONE;
    }

    private Finding look(Line line, Step step) throws IOException {
        if (step instanceof Step.Capture capture) {
            return pictures.capture(capture);
        }
        if (step instanceof Step.Find find) {
            return searches.find(line, find);
        }
        if (step instanceof Step.ClickOn click) {
            return clickOn(line, click);
        }
        if (step instanceof Step.ExpectAny(var alternatives)) {
            return searches.expectAny(line, alternatives);
        }
        if (step instanceof Step.ExpectText text) {
            return texts.expect(line, text);
        }
        if (step instanceof Step.ReadText(var area, var font)) {
            return texts.read(area, font);
        }
        if (step instanceof Step.GetClip(var file)) {
            return texts.clip(line, file);
        }
        if (step instanceof Step.Diff diff) {
            return pictures.diff(line, diff);
        }
        if (step instanceof Step.Expect expect) {
            pictures.expect(line, expect);
        } else if (step instanceof Step.WaitNot(var wanted)) {
            searches.waitNot(line, wanted);
        } else if (step instanceof Step.Stable stable) {
            pictures.stable(line, stable);
        } else if (step instanceof Step.WaitChange) {
            Frame _ = client.waitChange(beforeInput, deadline.left());
        } else {
            throw new AssertionError(step);
        }
        return Finding.NONE;
    }

    private Duration warped(Duration duration) {
        return Duration.ofNanos((long) Math.min(9e18, duration.toNanos() / manner.warp()));
    }

    private void send(Step.Input input) {
        Pointer pointer = client.pointer();
        if (input instanceof Step.Press(var keys)) {
            keyboard.press(keys.keysyms());
        } else if (input instanceof Step.KeysDown(var keys)) {
            keyboard.hold(keys.keysyms());
        } else if (input instanceof Step.KeysUp(var keys)) {
            keyboard.release(keys.keysyms());
        } else if (input instanceof Step.Paste(String text)) {
            client.clipboard().text(text);
        } else if (input instanceof Step.Move(int x, int y)) {
            pointer.move(x, y);
        } else if (input instanceof Step.MoveBy(int dx, int dy)) {
            pointer.moveBy(dx, dy);
        } else if (input instanceof Step.Click(int button, int times)) {
            click(button, times);
        } else if (input instanceof Step.ButtonDown(int button)) {
            pointer.press(button);
        } else if (input instanceof Step.ButtonUp(int button)) {
            pointer.release(button);
        } else if (input instanceof Step.Scroll(var wheel, int count)) {
            pointer.scroll(wheel, count);
        } else {
            devices.send(input);
        }
    }

    private void click(int button, int times) {
        for (int i = 0; i < times; i++) {
            client.pointer().click(button);
        }
    }

    private void input(Runnable sending) {
        beforeInput = client.frame();
        sending.run();
    }

    /// Waits until the input so far is in the picture.
    void sync(Line line) {
        try {
            Frame _ = client.sync(deadline.left());
        } catch (TimedOutException e) {
            throw deadline.late(line, String.valueOf(e.getMessage()));
        }
    }

    /// Ends what the script has left open.
    void end() {
        try {
            records.end();
        } finally {
            sounds.ifPresent(SoundSteps::end);
        }
    }

    /// Made when it is needed: most scripts know nothing of sound.
    private SoundSteps sounds() {
        if (sounds.isEmpty()) {
            sounds = Optional.of(new SoundSteps(client));
        }
        return sounds.get();
    }

    /// What comes between two steps.
    void rest(Line line) {
        if (manner.syncs()) {
            sync(line);
        } else {
            pause(line, manner.delay());
        }
    }

    private void pause(Line line, Duration duration) {
        if (!deadline.pause(duration)) {
            throw deadline.late(line, "the time was over in a pause");
        }
    }

    private void type(Line line, String text) {
        input(() -> {});
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            if (i > 0) {
                rest(line);
            }
            keyboard.type(codePoints[i]);
        }
    }

    private Finding clickOn(Line line, Step.ClickOn it) throws IOException {
        Sighting seen = searches.look(line, it.wanted());
        Rect point = SearchSteps.clickPoint(seen, it);
        input(() -> {
            client.pointer().move(point.x(), point.y());
            click(1, it.times());
        });
        return SearchSteps.found(seen);
    }

    /// Moves pixel by pixel, so that whoever watches the pointer sees a line.
    private void drag(Line line, int toX, int toY) {
        beforeInput = client.frame();
        Pointer pointer = client.pointer();
        int fromX = pointer.x();
        int fromY = pointer.y();
        int steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY));
        for (int i = 1; i <= steps; i++) {
            pointer.move(
                    fromX + (int) ((long) (toX - fromX) * i / steps),
                    fromY + (int) ((long) (toY - fromY) * i / steps));
            if (i < steps) {
                pause(line, DRAG_PAUSE);
            }
        }
    }
}
