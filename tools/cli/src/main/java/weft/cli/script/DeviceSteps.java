package weft.cli.script;

import weft.client.InputDevice;
import weft.client.VncClient;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiValuator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Carries out steps with input devices, which it knows by their names. Those that are left are
/// gone with the connection.
final class DeviceSteps {

    private final VncClient client;
    private final Map<String, InputDevice> devices = new HashMap<>();

    DeviceSteps(VncClient client) {
        this.client = client;
    }

    void create(GiiDevice device, Duration timeout) {
        if (devices.containsKey(device.name())) {
            throw new IllegalArgumentException(
                    "There is a device \"%s\" already".formatted(device.name()));
        }
        devices.put(device.name(), client.createDevice(device, timeout));
    }

    /// No switch, see [StepRunner].
    ///
    /// @throws IllegalArgumentException if there is no such device, or no such part of it
    void send(Step.Input input) {
        if (input instanceof Step.DeviceButton(String name, int button, var press)) {
            InputDevice device = device(name);
            if (press != Step.DeviceButton.Press.UP) {
                device.press(button);
            }
            if (press != Step.DeviceButton.Press.DOWN) {
                device.release(button);
            }
        } else if (input
                instanceof Step.DeviceAxis(String name, String axis, int value, boolean by)) {
            InputDevice device = device(name);
            if (by) {
                device.moveBy(axis(device, axis), value);
            } else {
                device.move(axis(device, axis), value);
            }
        } else if (input instanceof Step.RemoveDevice(String name)) {
            device(name).close();
            devices.remove(name);
        } else {
            throw new AssertionError(input);
        }
    }

    private InputDevice device(String name) {
        InputDevice device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException(
                    "There is no device \"%s\"; device %s BUTTONS makes one".formatted(name, name));
        }
        return device;
    }

    private static int axis(InputDevice device, String name) {
        for (GiiValuator axis : device.description().valuators()) {
            if (axis.longName().equals(name) || Long.toString(axis.index()).equals(name)) {
                return (int) axis.index();
            }
        }
        throw new IllegalArgumentException(
                "\"%s\" has no axis %s".formatted(device.description().name(), name));
    }
}
