package weft.cli.script;

/// A word of a script, and where it stands.
///
/// @param text without its quotes
/// @param place for messages: `argument 3`, or `login.vdo:12`
public record Word(String text, String place) {}
