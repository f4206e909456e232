package weft.client.recording;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiRequest;
import weft.rfb.gii.GiiValuator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes what a viewer does with its input devices (gii) as commands of a script.
///
/// A viewer says which device it means by the number that the server has given it, which is not
/// known here. Servers number devices as they are created, so the first that a new number does is
/// taken for that of the oldest device that has done nothing yet.
final class DeviceScript {

    private final ScriptWriter script;
    private final List<Named> unnumbered = new ArrayList<>();
    private final Map<Long, Named> numbered = new HashMap<>();

    /// A device with the name that it has in the script, where no two have the same.
    private record Named(String name, GiiDevice device) {

        String axis(long index) {
            return device.valuators().stream()
                    .filter(axis -> axis.index() == index)
                    .findFirst()
                    .flatMap(axis -> axisName(axis))
                    .map(ScriptWriter::quoted)
                    .orElse(Long.toString(index));
        }
    }

    DeviceScript(ScriptWriter script) {
        this.script = script;
    }

    void write(long millis, GiiRequest request) {
        switch (request) {
            case GiiRequest.Version _ -> {
                // to agree on one is no deed
            }
            case GiiRequest.CreateDevice(var device) -> create(millis, device);
            case GiiRequest.DestroyDevice(long number) -> {
                Optional<Named> device = device(number);
                device.ifPresent(it -> script.command(millis, "removedevice " + it.name));
                numbered.remove(number);
            }
            case GiiRequest.Events(var events) -> events.forEach(event -> event(millis, event));
        }
    }

    private void create(long millis, GiiDevice device) {
        Set<String> taken = new HashSet<>();
        unnumbered.forEach(other -> taken.add(other.name));
        numbered.values().forEach(other -> taken.add(other.name));
        String name = ScriptWriter.quoted(device.name());
        for (int i = 2; taken.contains(name); i++) {
            name = ScriptWriter.quoted(device.name() + "-" + i);
        }
        unnumbered.add(new Named(name, device));
        String axes =
                device.valuators().stream()
                        .map(axis -> " " + ScriptWriter.quoted(described(axis)))
                        .collect(Collectors.joining());
        script.command(millis, "device %s %d%s".formatted(name, device.buttons(), axes));
    }

    private static String described(GiiValuator axis) {
        String name = axisName(axis).orElse(Long.toString(axis.index()));
        return "%s=%d..%d".formatted(name, axis.min(), axis.max());
    }

    /// What a script can call it.
    private static Optional<String> axisName(GiiValuator axis) {
        String name = axis.longName();
        return name.isEmpty() || name.contains("=") ? Optional.empty() : Optional.of(name);
    }

    private Optional<Named> device(long number) {
        if (!numbered.containsKey(number) && !unnumbered.isEmpty()) {
            numbered.put(number, unnumbered.removeFirst());
        }
        return Optional.ofNullable(numbered.get(number));
    }

    private void event(long millis, GiiEvent event) {
        Optional<Named> device = device(event.device());
        if (device.isEmpty()) {
            script.comment("device %d has no name here: %s".formatted(event.device(), event));
            return;
        }
        Named it = device.get();
        switch (event) {
            case GiiEvent.Button(_, boolean down, long button) -> {
                String what = " %s %d".formatted(it.name, button);
                if (down) {
                    script.press(millis, "button" + what, "buttondown" + what);
                } else {
                    script.release(millis, "button" + what, "buttonup" + what);
                }
            }
            case GiiEvent.Valuators(_, boolean relative, long first, List<Integer> values) -> {
                for (int i = 0; i < values.size(); i++) {
                    String word = relative ? "axisby" : "axis";
                    script.command(
                            millis,
                            "%s %s %s %d"
                                    .formatted(word, it.name, it.axis(first + i), values.get(i)));
                }
            }
            case GiiEvent.Key _, GiiEvent.PointerMove _ ->
                    script.comment("no command does this: " + event);
        }
    }
}
