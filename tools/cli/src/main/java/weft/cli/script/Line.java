package weft.cli.script;

/// A step, and where the script says it.
///
/// @param command the word that it begins with
/// @param step what it says
public record Line(Word command, Step step) {}
