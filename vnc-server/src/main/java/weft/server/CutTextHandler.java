package weft.server;

/// Told of the viewers' clipboards.
@FunctionalInterface
public interface CutTextHandler {

    /// A viewer's clipboard changed (ClientCutText, RFC 6143 §7.5.6).
    ///
    /// @param text Latin-1, lines separated by a newline only; at most 1 MiB
    void cutText(String text);
}
