package weft.cli.script;

import weft.client.Pointer;
import weft.client.VncClient;
import weft.client.WaitClock;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// Carries out the steps of a script, one after the other, on a client that is connected.
public final class ScriptRunner {

    private static final Duration DRAG_PAUSE = Duration.ofMillis(1);

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final PictureSteps pictures;
    private final SearchSteps searches;
    private final Typing typing;
    private Frame beforeInput;

    /// @param clock the client's
    /// @param standardOutput where the file `-` is written to
    public ScriptRunner(
            VncClient client, Manner manner, WaitClock clock, OutputStream standardOutput) {
        this.client = client;
        this.manner = manner;
        this.deadline = new Deadline(clock, manner);
        this.pictures = new PictureSteps(client, manner, deadline, standardOutput);
        this.searches = new SearchSteps(client, manner, deadline, standardOutput);
        this.typing = new Typing(client, manner.forceCaps());
        beforeInput = client.frame();
    }

    /// Carries out all of them, and waits between them.
    ///
    /// @throws StepFailedException for the first that cannot be carried out
    /// @throws weft.client.failure.VncClientException if the client fails
    public void run(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            deadline.beginStep();
            try {
                run(line);
                if (i + 1 < lines.size()) {
                    rest(line);
                }
            } catch (TimedOutException e) {
                throw deadline.late(line, String.valueOf(e.getMessage()));
            } catch (IOException | IllegalArgumentException e) {
                throw new StepFailedException(
                        line, ExitCode.STEP_FAILED, String.valueOf(e.getMessage()));
            }
        }
    }

    private void run(Line line) throws IOException {
        Pointer pointer = client.pointer();
        switch (line.step()) {
            case Step.Press(var keys) -> input(() -> typing.press(keys.keysyms()));
            case Step.KeysDown(var keys) -> input(() -> typing.hold(keys.keysyms(), true));
            case Step.KeysUp(var keys) -> input(() -> typing.hold(keys.keysyms(), false));
            case Step.Type(String text) -> type(line, text);
            case Step.Paste(String text) -> input(() -> client.cutText(text));
            case Step.Move(int x, int y) -> input(() -> pointer.move(x, y));
            case Step.Drag(int x, int y) -> drag(line, x, y);
            case Step.Click(int button, int times) ->
                    input(() -> {
                        for (int i = 0; i < times; i++) {
                            pointer.click(button);
                        }
                    });
            case Step.ButtonDown(int button) -> input(() -> pointer.press(button));
            case Step.ButtonUp(int button) -> input(() -> pointer.release(button));
            case Step.Scroll(var wheel, int count) -> input(() -> pointer.scroll(wheel, count));
            case Step.Capture capture -> pictures.capture(capture);
            case Step.Expect expect -> pictures.expect(line, expect);
            case Step.Find(var wanted) -> searches.find(line, wanted);
            case Step.ClickOn(var wanted, int times) -> clickOn(line, wanted, times);
            case Step.WaitNot(var wanted) -> searches.waitNot(line, wanted);
            case Step.ExpectAny(var alternatives) -> searches.expectAny(line, alternatives);
            case Step.Stable stable -> pictures.stable(line, stable);
            case Step.WaitChange() -> {
                Frame _ = client.waitChange(beforeInput, deadline.left());
            }
            case Step.Sync() -> {
                Frame _ = client.sync(deadline.left());
            }
            case Step.Pause(Duration duration) ->
                    pause(
                            line,
                            Duration.ofNanos(
                                    (long) Math.min(9e18, duration.toNanos() / manner.warp())));
        }
    }

    private void input(Runnable sending) {
        beforeInput = client.frame();
        sending.run();
    }

    /// What comes between two steps.
    private void rest(Line line) {
        if (manner.syncs()) {
            Frame _ = client.sync(deadline.left());
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
            typing.type(codePoints[i]);
        }
    }

    private void clickOn(Line line, Step.Wanted wanted, int times) throws IOException {
        Rect place = searches.look(line, wanted);
        input(() -> {
            Pointer pointer = client.pointer();
            pointer.move(place.x() + place.width() / 2, place.y() + place.height() / 2);
            for (int i = 0; i < times; i++) {
                pointer.click(1);
            }
        });
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
