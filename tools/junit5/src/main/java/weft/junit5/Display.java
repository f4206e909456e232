package weft.junit5;

import weft.client.Keyboard;
import weft.client.Pointer;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.needle.NeedleFiles;
import weft.client.needle.NeedleFolder;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;
import weft.framebuffer.match.ScreenText;
import weft.framebuffer.match.Tolerance;
import weft.junit5.report.TraceEvent;
import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keysym.KeyCombination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What a test sees of a machine, and its keyboard and mouse there.
///
/// ```java
/// display.press("ctrl-alt-f2").type("root\n");
/// display.expectText("login:");
/// display.within(ofSeconds(30)).masking(0, 460, 640, 20).expect("boot-ok");
/// display.clickOn(display.needle("ok-button"));
/// ```
///
/// First say how to look ([#within], [#masking], [#tolerating], [#settling], [#part], [#typingBy]),
/// which gives another display for the same screen, then what is expected: that waits, and throws
/// an [org.opentest4j.AssertionFailedError] with the pictures if it is in vain. Time is that of the
/// machine where it is a [DisplayHost], else that of the clock on the wall.
public final class Display {

    private final DisplaySession session;
    private final DisplaySettings settings;
    private final Waiting waiting;
    private final Keyboard keyboard;

    Display(DisplaySession session, DisplaySettings settings) {
        this.session = session;
        this.settings = settings;
        waiting =
                session.host().machine().isPresent()
                        ? new SteppedWaiting(session)
                        : new Waiting.OfClient(session.client());
        Keyboard keys = session.client().keyboard();
        keyboard = settings.layout().map(keys::by).orElse(keys);
    }

    private Display with(DisplaySettings others) {
        return new Display(session, others);
    }

    // ---- how to look ----

    /// This display with another timeout, which `vnc.timeout.scale` multiplies.
    public Display within(Duration timeout) {
        return with(settings.within(timeout));
    }

    /// This display with a part that goldens do not look at, besides those that it has.
    public Display masking(int x, int y, int width, int height) {
        return with(settings.masking(new Rect(x, y, width, height)));
    }

    /// This display with another tolerance for goldens.
    public Display tolerating(Tolerance difference) {
        return with(settings.tolerating(difference));
    }

    /// This display, with how long something must be seen without a break to count. Unless this is
    /// said, it is 100 ms for goldens of a machine that runs by itself, and a moment for all else.
    public Display settling(Duration steady) {
        return with(settings.settling(steady));
    }

    /// This display, but goldens, changes and stillness are those of a part of it.
    public Display part(int x, int y, int width, int height) {
        return with(settings.part(new Rect(x, y, width, height)));
    }

    /// This display with a keyboard of a layout, for machines that want keys and not characters.
    public Display typingBy(KeyboardLayout layout) {
        return with(settings.typingBy(layout));
    }

    // ---- what is expected ----

    /// Waits until the picture is that of a golden that has the name of the test's method and a
    /// number.
    public Sighting expect() {
        return expect(session.nextGolden());
    }

    /// Waits until the picture is that of a golden: `<goldens>/<class>/<name>.png`.
    public Sighting expect(String golden) {
        Sighting sighting =
                new GoldenExpectation(session, settings, waiting, golden).check(timeout());
        session.scored(sighting.score());
        return seen(sighting);
    }

    /// Waits until something is there.
    public Sighting expect(Target target) {
        return expectAny(target);
    }

    /// Waits until one of several is there, which the result tells; of those that are there at the
    /// same time it is the first.
    public Sighting expectAny(Target... targets) {
        return seen(
                looking(() ->
                        waiting.seen(
                                List.of(targets),
                                settings.steady().orElse(Duration.ZERO),
                                timeout())));
    }

    /// Waits until something is not there, which may be at once.
    public Sighting expectNot(Target target) {
        Sighting sighting = looking(() -> waiting.gone(target, timeout()));
        session.note(TraceEvent.Kind.SEEN, target.name() + " is not there");
        return sighting;
    }

    /// Waits until a text is there in Weft's own font, see [#text(String, ScreenFont)].
    public Sighting expectText(String text) {
        return expect(text(text));
    }

    private Sighting looking(Supplier<Sighting> wait) {
        try {
            return wait.get();
        } catch (ExpectationFailedException e) {
            throw new Failures(session).of(e);
        }
    }

    private Sighting seen(Sighting sighting) {
        session.note(
                TraceEvent.Kind.SEEN,
                String.format(
                        Locale.ROOT,
                        "%s is there, score %.4f",
                        sighting.target().name(),
                        sighting.score()));
        return sighting;
    }

    /// The needles with a tag, or the one with that name, out of the folder of [Needles].
    public Target needle(String tagOrName) {
        Path folder =
                session.setup()
                        .needles()
                        .orElseThrow(() -> new IllegalStateException("the test has no @Needles"));
        NeedleFolder all;
        try {
            all = NeedleFiles.readAll(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Needle> needles =
                all.needles().stream()
                        .filter(each -> each.hasTag(tagOrName) || each.name().equals(tagOrName))
                        .toList();
        if (needles.isEmpty()) {
            throw new IllegalArgumentException(
                    "no needle in %s has the tag or the name \"%s\"; %s"
                            .formatted(folder, tagOrName, String.join("; ", all.warnings())));
        }
        return Target.needles(tagOrName, needles);
    }

    /// A smaller picture that is to be there pixel by pixel, anywhere.
    public Target image(Path file) {
        return image(file, 1);
    }

    /// A smaller picture that is to be there, anywhere.
    ///
    /// @param similarity see [Target#image]
    public Target image(Path file, double similarity) {
        try {
            return Target.image(
                    file.toString(), session.profile().translated(Picture.read(file)), similarity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A text in Weft's own font of 8x16 pixels, which [BitmapFont#regular()] is.
    public Target text(String text) {
        return text(text, ScreenFont.of(BitmapFont.regular()));
    }

    /// A text in a font, in any colours and at any place.
    public Target text(String text, ScreenFont font) {
        return Target.text(text, font);
    }

    // ---- input ----

    /// Presses keys together, such as `ctrl-alt-f2`, by the names of X11, vncdotool and openQA.
    public Display press(String keys) {
        session.note(TraceEvent.Kind.INPUT, "press " + keys);
        keyboard.press(KeyCombination.parse(keys).keysyms());
        return this;
    }

    /// Types a text, key by key; a line end is the return key.
    public Display type(String text) {
        session.note(TraceEvent.Kind.INPUT, "type " + text.replace("\n", "\\n"));
        keyboard.type(text);
        return this;
    }

    /// Moves the mouse.
    public Display move(int x, int y) {
        session.note(TraceEvent.Kind.INPUT, "move to %d,%d".formatted(x, y));
        session.client().pointer().move(x, y);
        return this;
    }

    /// Clicks the left button at a place.
    public Display click(int x, int y) {
        session.note(TraceEvent.Kind.INPUT, "click at %d,%d".formatted(x, y));
        session.client().pointer().click(1, x, y);
        return this;
    }

    /// Waits until something is there, and clicks the left button on it: on the needle's click
    /// point, or in its middle.
    public Display clickOn(Target target) {
        Rect point =
                expect(target)
                        .clickPoint()
                        .orElseThrow(
                                () -> new IllegalArgumentException(target + " is at no place"));
        return click(point.x(), point.y());
    }

    /// Drags with the left button.
    public Display drag(int fromX, int fromY, int toX, int toY) {
        session.note(
                TraceEvent.Kind.INPUT, "drag %d,%d to %d,%d".formatted(fromX, fromY, toX, toY));
        Pointer pointer = session.client().pointer();
        pointer.move(fromX, fromY);
        pointer.press(1);
        pointer.move(toX, toY);
        pointer.release(1);
        return this;
    }

    /// Turns a wheel by so many notches.
    public Display scroll(Pointer.Wheel direction, int notches) {
        session.note(TraceEvent.Kind.INPUT, "scroll %s by %d".formatted(direction, notches));
        session.client().pointer().scroll(direction, notches);
        return this;
    }

    /// Waits until the machine has all input so far, and the picture shows it.
    public Display sync() {
        Frame _ = session.client().sync(timeout());
        SameAsServer.check(session, timeout());
        return this;
    }

    // ---- what is there ----

    /// What the picture shows now.
    public Frame frame() {
        return session.client().frame();
    }

    /// The colour 0xRRGGBB of a pixel now.
    public int pixel(int x, int y) {
        return frame().pixel(x, y);
    }

    /// The text that the picture shows now in a font, wherever its cells begin.
    public ScreenText read(ScreenFont font) {
        return session.client().text(font);
    }

    /// Waits until nothing has changed for a time, which begins now.
    public Frame waitStill(Duration quiet) {
        Frame frame =
                waiting.still(Region.of(settings.part().orElse(frame().area())), quiet, timeout());
        session.note(TraceEvent.Kind.SEEN, "still for %d ms".formatted(quiet.toMillis()));
        return frame;
    }

    /// Does something, and waits until the picture is another one than before.
    public Frame waitChange(Runnable action) {
        Frame before = session.sync();
        action.run();
        Frame frame = waiting.change(before, settings.part().orElse(before.area()), timeout());
        session.note(TraceEvent.Kind.SEEN, "a change");
        return frame;
    }

    /// Saves what the picture shows now with the test's files.
    ///
    /// @return the file `name.png`
    public Path capture(String name) {
        return session.artifacts().save(name, Picture.of(session.sync()));
    }

    /// The client behind it.
    public VncClient client() {
        return session.client();
    }

    private Duration timeout() {
        return session.setup().configuration().scaled(settings.timeout());
    }
}
