package weft.server;

import weft.rfb.clipboard.ClipboardContents;

import java.util.function.Consumer;

/// Told of the viewers' clipboards.
@FunctionalInterface
public interface ClipboardHandler {

    /// A viewer has something new on its clipboard. Called in order with keys and pointer events,
    /// one call at a time, on a worker thread unless the server was built with another executor.
    ///
    /// Nothing of it has been sent yet, unless the viewer knows nothing but Latin-1 text: it is
    /// sent when the host asks `contents` for it, now or later, and answers come the same way as
    /// this call. What the viewer has is gone when it has something newer, or leaves.
    ///
    /// A host that hands `contents` to [VncServer#clipboard(ClipboardContents)] shares it with the
    /// other viewers; the one that it comes from is not told.
    void offered(ClipboardContents contents);

    /// Asks at once for the text, whenever there is a new one. Lines are separated by a newline.
    static ClipboardHandler ofText(Consumer<String> handler) {
        return contents -> contents.requestText(text -> text.ifPresent(handler));
    }
}
