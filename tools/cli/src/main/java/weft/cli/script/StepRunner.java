package weft.cli.script;

import weft.client.Keyboard;
import weft.client.Pointer;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.io.IOException;
import java.time.Duration;

/// Carries out single steps on a client that is connected.
final class StepRunner {

    private static final Duration DRAG_PAUSE = Duration.ofMillis(1);

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final PictureSteps pictures;
    private final SearchSteps searches;
    private final TextSteps texts;
    private final Keyboard keyboard;
    private Frame beforeInput;

    StepRunner(Run run) {
        client = run.client();
        manner = run.manner();
        deadline = run.deadline();
        pictures = new PictureSteps(run);
        searches = new SearchSteps(run);
        texts = new TextSteps(run);
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
        } catch (IOException | IllegalArgumentException e) {
            throw new StepFailedException(
                    line, ExitCode.STEP_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Finding act(Line line) throws IOException {
        switch (line.step()) {
            case Step.Capture capture -> {
                return pictures.capture(capture);
            }
            case Step.Find(var wanted) -> {
                return searches.find(line, wanted);
            }
            case Step.ClickOn(var wanted, int times) -> {
                return clickOn(line, wanted, times);
            }
            case Step.ExpectAny(var alternatives) -> {
                return searches.expectAny(line, alternatives);
            }
            case Step.ExpectText text -> {
                return texts.expect(line, text);
            }
            case Step.ReadText(var area, var font) -> {
                return texts.read(area, font);
            }
            case Step.GetClip(var file) -> {
                return texts.clip(line, file);
            }
            case Step.Diff diff -> {
                return pictures.diff(line, diff);
            }
            case Step.Expect expect -> pictures.expect(line, expect);
            case Step.WaitNot(var wanted) -> searches.waitNot(line, wanted);
            case Step.Stable stable -> pictures.stable(line, stable);
            case Step.WaitChange() -> {
                Frame _ = client.waitChange(beforeInput, deadline.left());
            }
            case Step.Sync() -> sync(line);
            case Step.Pause(Duration duration) -> pause(line, warped(duration));
            case Step.Type(String text) -> type(line, text);
            case Step.Drag(int x, int y) -> drag(line, x, y);
            case Step.Input input -> input(() -> send(input));
        }
        return Finding.NONE;
    }

    private Duration warped(Duration duration) {
        return Duration.ofNanos((long) Math.min(9e18, duration.toNanos() / manner.warp()));
    }

    private void send(Step.Input input) {
        Pointer pointer = client.pointer();
        switch (input) {
            case Step.Press(var keys) -> keyboard.press(keys.keysyms());
            case Step.KeysDown(var keys) -> keyboard.hold(keys.keysyms());
            case Step.KeysUp(var keys) -> keyboard.release(keys.keysyms());
            case Step.Paste(String text) -> client.cutText(text);
            case Step.Move(int x, int y) -> pointer.move(x, y);
            case Step.Click(int button, int times) -> click(button, times);
            case Step.ButtonDown(int button) -> pointer.press(button);
            case Step.ButtonUp(int button) -> pointer.release(button);
            case Step.Scroll(var wheel, int count) -> pointer.scroll(wheel, count);
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

    private Finding clickOn(Line line, Step.Wanted wanted, int times) throws IOException {
        Sighting seen = searches.look(line, wanted);
        Rect point = seen.clickPoint().orElseThrow();
        input(() -> {
            client.pointer().move(point.x(), point.y());
            click(1, times);
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
