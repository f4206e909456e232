package weft.rfb.clipboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What is on somebody's clipboard: it says in which formats it can be had, and hands them over
/// when asked. Whoever has a clipboard implements it, and whoever wants what another side has, gets
/// one.
///
/// Any thread may call.
public interface ClipboardContents {

    /// The formats that it can be had in; none if the clipboard was emptied.
    Set<ClipboardFormat> formats();

    /// Asks for one of the formats. The answer comes when it is there, once, on any thread, perhaps
    /// before this returns. It is empty if the contents are not to be had any more, as when whoever
    /// had them has gone or has something else by now.
    ///
    /// Text is UTF-8, with its lines separated by newlines.
    void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer);

    /// Asks for the text; the answer is empty if there is none.
    default void requestText(Consumer<Optional<String>> answer) {
        if (formats().contains(ClipboardFormat.TEXT)) {
            request(
                    ClipboardFormat.TEXT,
                    bytes -> answer.accept(bytes.map(utf8 -> new String(utf8, UTF_8))));
        } else {
            answer.accept(Optional.empty());
        }
    }

    /// A text, with any line ends.
    ///
    /// @throws IllegalArgumentException if it is longer than a clipboard may hold
    static ClipboardContents ofText(String text) {
        byte[] utf8 = ClipboardText.withNewlines(text).getBytes(UTF_8);
        return of(Map.of(ClipboardFormat.TEXT, utf8));
    }

    /// Contents that are there already.
    ///
    /// @throws IllegalArgumentException if some are larger than a clipboard may hold
    static ClipboardContents of(Map<ClipboardFormat, byte[]> contents) {
        Map<ClipboardFormat, byte[]> copies = new EnumMap<>(ClipboardFormat.class);
        contents.forEach((format, bytes) -> {
            ClipboardData.check(format, bytes);
            copies.put(format, bytes.clone());
        });
        return new ClipboardContents() {
            @Override
            public Set<ClipboardFormat> formats() {
                return Set.copyOf(copies.keySet());
            }

            @Override
            public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
                answer.accept(Optional.ofNullable(copies.get(format)).map(byte[]::clone));
            }

            @Override
            public String toString() {
                return "clipboard contents " + copies.keySet();
            }
        };
    }

    /// The same contents, which are asked for each format at most once, however often they are
    /// asked for here. An answer that is too large counts as none.
    default ClipboardContents remembered() {
        return new RememberedContents(this);
    }
}
