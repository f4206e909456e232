package weft.cli.script;

import weft.cli.text.Fonts;
import weft.cli.text.Ocr;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The steps of a script that are about text: in the picture, and in the server's clipboard.
final class TextSteps {

    /// What the pictures of a text that was not found are called.
    private static final Path TEXT = Path.of("text");

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final Ocr ocr;
    private final Map<String, ScreenFont> fonts = new HashMap<>();

    TextSteps(Run run) {
        client = run.client();
        manner = run.manner();
        deadline = run.deadline();
        ocr = run.ocr();
    }

    /// Waits until a text is in the picture.
    Finding expect(Line line, Step.ExpectText wanted) throws IOException {
        return wanted.font().isPresent()
                ? expect(line, wanted.text(), font(wanted.font().get()))
                : expect(line, wanted.text());
    }

    private ScreenFont font(String name) throws IOException {
        ScreenFont font = fonts.get(name);
        if (font == null) {
            font = Fonts.of(name);
            fonts.put(name, font);
        }
        return font;
    }

    private Finding expect(Line line, String text, ScreenFont font) throws IOException {
        try {
            return SearchSteps.found(client.expect(Target.text(text, font), deadline.left()));
        } catch (ExpectationFailedException e) {
            Sighting closest = e.sightings().getFirst();
            throw deadline.late(
                    line,
                    () ->
                            "\"%s\" is not in the picture; %s; the picture is %s"
                                    .formatted(
                                            text, closest.description(), save(closest.screen())));
        }
    }

    /// By the program, which takes its time; so of pictures that follow each other quickly not all
    /// are read.
    private Finding expect(Line line, String text) throws IOException {
        Frame frame = client.frame();
        while (true) {
            Picture screen = Picture.of(frame);
            String read = ocr.read(screen, Ocr.LONGEST);
            if (read.contains(text)) {
                return Finding.of("read").with("text", read);
            }
            try {
                frame = client.waitChange(frame, deadline.left());
            } catch (TimedOutException e) {
                throw deadline.late(
                        line,
                        () ->
                                "\"%s\" is not in the picture; the text is %s; the picture is %s"
                                        .formatted(text, inOneLine(read), save(screen)));
            }
        }
    }

    private static String inOneLine(String text) {
        return text.isEmpty() ? "empty" : '"' + text.replaceAll("\\s*\\n\\s*", "\" / \"") + '"';
    }

    private Path save(Picture screen) throws IOException {
        Files.createDirectories(manner.failures());
        Path file = manner.failures().resolve(TEXT + "-screen.png");
        screen.write(file);
        return file;
    }

    /// Reads all text, of what the picture shows when it shows the input so far.
    Finding read(Optional<Rect> area, Optional<String> font) throws IOException {
        Frame frame = client.sync(deadline.left());
        Rect part = PictureSteps.within(area.orElse(frame.area()), frame);
        Picture picture = Picture.of(frame, part);
        String text =
                font.isPresent()
                        ? font(font.get()).readAtAnyOffset(picture).toString().strip()
                        : ocr.read(picture, deadline.left());
        return Finding.of("read").with("text", text).saying(text);
    }

    /// Waits until the server has put text on its clipboard, and says it or writes it to a file.
    Finding clip(Line line, Optional<Path> file) throws IOException {
        String text = clip(line);
        Finding finding = Finding.of("clip").with("text", text);
        if (file.isEmpty() || file.get().toString().equals("-")) {
            return finding.saying(text);
        }
        Files.writeString(file.get(), text, StandardCharsets.UTF_8);
        return finding;
    }

    private String clip(Line line) {
        try {
            return client.clipboard().takeText(deadline.left());
        } catch (TimedOutException e) {
            throw deadline.late(line, "the server put nothing into its clipboard");
        }
    }
}
