package weft.cli.source;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiListener;
import weft.rfb.gii.GiiValuator;

import java.util.StringJoiner;
import java.util.function.Consumer;

/// Says in words what an input device does.
final class DeviceEcho implements GiiListener {

    private final GiiDevice device;
    private final Consumer<String> said;

    /// A device that has just come.
    DeviceEcho(GiiDevice device, Consumer<String> said) {
        this.device = device;
        this.said = said;
        said.accept("%s: here".formatted(device.name()));
    }

    @Override
    public void event(GiiEvent event) {
        said.accept("%s: %s".formatted(device.name(), text(event)));
    }

    private String text(GiiEvent event) {
        return switch (event) {
            case GiiEvent.Button(_, boolean down, long number) ->
                    "button %d %s".formatted(number, down ? "down" : "up");
            case GiiEvent.Key key -> "key %d %s".formatted(key.button(), key.type());
            case GiiEvent.PointerMove(_, boolean relative, int x, int y, int z, int wheel) ->
                    "%s %d,%d,%d wheel %d".formatted(relative ? "by" : "at", x, y, z, wheel);
            case GiiEvent.Valuators valuators -> axes(valuators);
        };
    }

    private String axes(GiiEvent.Valuators event) {
        var text = new StringJoiner(" ");
        long index = event.first();
        for (int value : event.values()) {
            String name = device.valuator(index).map(GiiValuator::longName).orElse("?");
            text.add("%s%s%d".formatted(name, event.relative() ? "+=" : "=", value));
            index++;
        }
        return text.toString();
    }

    @Override
    public void destroyed() {
        said.accept("%s: gone".formatted(device.name()));
    }
}
