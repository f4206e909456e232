package weft.rfb.clipboard;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Contents that are asked for each format once, and keep the answers.
final class RememberedContents implements ClipboardContents {

    private final ClipboardContents source;
    private final Set<ClipboardFormat> formats;
    private final Map<ClipboardFormat, CompletableFuture<Optional<byte[]>>> answers =
            new ConcurrentHashMap<>();

    RememberedContents(ClipboardContents source) {
        this.source = source;
        formats = Set.copyOf(source.formats());
    }

    @Override
    public Set<ClipboardFormat> formats() {
        return formats;
    }

    @Override
    public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
        var fresh = new CompletableFuture<Optional<byte[]>>();
        CompletableFuture<Optional<byte[]>> first = answers.putIfAbsent(format, fresh);
        var _ = (first == null ? fresh : first).thenAccept(answer);
        if (first == null) {
            try {
                source.request(
                        format,
                        bytes ->
                                fresh.complete(bytes.filter(b -> b.length <= format.limitBytes())));
            } catch (RuntimeException | Error e) {
                fresh.complete(Optional.empty());
                throw e;
            }
        }
    }

    @Override
    public ClipboardContents remembered() {
        return this;
    }

    @Override
    public String toString() {
        return "remembered " + source;
    }
}
