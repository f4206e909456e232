package weft.cli.script;

/// A word of a script, and where it stands.
///
/// @param text without its quotes
/// @param place for messages: `argument 3`, or `login.vdo:12`
/// @param template the text with `$$` for each `$` that is a character whatever follows it, because
///   it is in single quotes or behind a backslash
public record Word(String text, String place, String template) {

    /// A word in which every `$` may begin the name of a variable.
    Word(String text, String place) {
        this(text, place, text);
    }

    /// What has become of it, at the same place.
    Word as(String expanded) {
        return new Word(expanded, place, expanded.replace("$", "$$"));
    }
}
