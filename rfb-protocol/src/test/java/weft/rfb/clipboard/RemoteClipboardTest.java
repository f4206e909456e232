package weft.rfb.clipboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.HTML;
import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import weft.rfb.clipboard.ClipboardMessage.Request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

class RemoteClipboardTest {

    private final List<Request> sent = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final RemoteClipboard remote =
            new RemoteClipboard(Runnable::run, sent::add, Runnable::run);

    private Consumer<Optional<byte[]>> note(String name) {
        return bytes ->
                answers.add(name + "=" + bytes.map(b -> new String(b, UTF_8)).orElse("none"));
    }

    private static Map<ClipboardFormat, byte[]> data(ClipboardFormat format, String text) {
        return Map.of(format, text.getBytes(UTF_8));
    }

    @Test
    void requests_goOneAfterTheOther_andAreAnsweredInOrder() {
        ClipboardContents contents = remote.offered(Set.of(TEXT, HTML));
        contents.request(TEXT, note("text"));
        contents.request(HTML, note("html"));
        assertEquals(List.of(new Request(Set.of(TEXT))), sent);
        assertTrue(remote.isAwaited());
        assertTrue(remote.provided(data(TEXT, "a")).isEmpty());
        assertEquals(List.of("text=a"), answers);
        assertEquals(List.of(new Request(Set.of(TEXT)), new Request(Set.of(HTML))), sent);
        assertTrue(remote.provided(Map.of()).isEmpty());
        assertEquals(List.of("text=a", "html=none"), answers);
        assertFalse(remote.isAwaited());
    }

    @Test
    void newerContents_answerForOlderOnesWithNothing() {
        ClipboardContents old = remote.offered(Set.of(TEXT));
        old.request(TEXT, note("asked"));
        old.request(TEXT, note("waiting"));
        ClipboardContents fresh = remote.offered(Set.of(TEXT));
        assertEquals(List.of("asked=none", "waiting=none"), answers);
        old.request(TEXT, note("late"));
        assertEquals("late=none", answers.getLast());
        fresh.request(HTML, note("not offered"));
        assertEquals("not offered=none", answers.getLast());
        fresh.request(TEXT, note("fresh"));
        assertTrue(remote.provided(data(TEXT, "b")).isEmpty());
        assertEquals("fresh=b", answers.getLast());
    }

    @Test
    void contentsThatNobodyAskedFor_areNewAndThere() {
        ClipboardContents contents = remote.provided(data(TEXT, "pushed")).orElseThrow();
        contents.request(TEXT, note("text"));
        contents.requestText(text -> answers.add(text.orElseThrow()));
        assertEquals(List.of("text=pushed", "pushed"), answers);
        assertEquals(List.of(), sent);
    }

    @Test
    void rememberedContents_areAskedOnceForEachFormat() {
        ClipboardContents remembered = remote.offered(Set.of(TEXT, HTML)).remembered();
        remembered.request(TEXT, note("one"));
        remembered.request(TEXT, note("two"));
        assertTrue(remote.provided(data(TEXT, "a")).isEmpty());
        remembered.request(TEXT, note("three"));
        assertEquals(Set.of("one=a", "two=a", "three=a"), Set.copyOf(answers));
        assertEquals(3, answers.size());
        assertEquals(List.of(new Request(Set.of(TEXT))), sent);
    }

    @Test
    void textOfContentsWithoutText_isNone() {
        remote.offered(Set.of(HTML)).requestText(text -> answers.add("text " + text.isPresent()));
        assertEquals(List.of("text false"), answers);
    }
}
