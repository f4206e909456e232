package weft.fuzz;

import java.util.List;
import java.util.Optional;

/// All targets.
final class Targets {

    static final List<Target> ALL =
            List.of(
                    new MessagesTarget(),
                    new ClipboardTarget(),
                    new ServerTarget(),
                    new LoginTarget(),
                    DecodersTarget.all(),
                    DecodersTarget.video(),
                    new ClientTarget(),
                    new ProbeTarget(),
                    new RecordingTarget(),
                    new RsaAesTarget(),
                    new WebSocketTarget());

    private Targets() {}

    static Optional<Target> named(String name) {
        return ALL.stream().filter(target -> target.name().equals(name)).findFirst();
    }
}
