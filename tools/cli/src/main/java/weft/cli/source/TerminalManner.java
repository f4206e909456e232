package weft.cli.source;

/// How a program in a terminal is treated.
///
/// @param exitWithCommand whether its end is that of the server
/// @param writesClipboard whether it may write the viewers' clipboards (OSC 52)
public record TerminalManner(boolean exitWithCommand, boolean writesClipboard) {

    /// It can be started again, and keeps away from the clipboard.
    public static final TerminalManner USUAL = new TerminalManner(false, false);
}
