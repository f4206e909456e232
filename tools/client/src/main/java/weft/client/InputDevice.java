package weft.client;

import weft.client.failure.VncClientException;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientGii;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// An input device that the server has taken: a game pad, a tablet.
///
/// ```java
/// var pad = GiiDevice.of("pad", 12, List.of(GiiValuator.of(0, "x", -32768, 32767)));
/// try (InputDevice device = vnc.createDevice(pad, Duration.ofSeconds(5))) {
///     device.move(0, 32767);
///     device.click(1);
/// }
/// ```
///
/// Any thread may call. When it is closed, the server releases what is still pressed.
public final class InputDevice implements AutoCloseable {

    private final Session session;
    private final GiiDevice device;
    private final long number;
    private final AtomicBoolean closed = new AtomicBoolean();

    InputDevice(Session session, GiiDevice device, long number) {
        this.session = session;
        this.device = device;
        this.number = number;
    }

    /// What it was made as.
    public GiiDevice description() {
        return device;
    }

    /// Presses a button.
    ///
    /// @param button from 1 on
    /// @throws IllegalArgumentException if the device has no such button
    public void press(int button) {
        send(new GiiEvent.Button(number, true, checked(button)));
    }

    /// Lets a button go.
    public void release(int button) {
        send(new GiiEvent.Button(number, false, checked(button)));
    }

    /// Presses a button and lets it go.
    public void click(int button) {
        press(button);
        release(button);
    }

    private int checked(int button) {
        if (button < 1 || button > device.buttons()) {
            throw new IllegalArgumentException(
                    "\"%s\" has buttons from 1 to %d, not %d"
                            .formatted(device.name(), device.buttons(), button));
        }
        return button;
    }

    /// Moves an axis to a value.
    ///
    /// @throws IllegalArgumentException if the device has no such axis
    public void move(int axis, int value) {
        send(new GiiEvent.Valuators(number, false, checkedAxis(axis), List.of(value)));
    }

    /// Moves an axis by so much.
    public void moveBy(int axis, int change) {
        send(new GiiEvent.Valuators(number, true, checkedAxis(axis), List.of(change)));
    }

    private int checkedAxis(int axis) {
        if (axis < 0 || device.valuator(axis).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"%s\" has no axis %d".formatted(device.name(), axis));
        }
        return axis;
    }

    /// Moves the device's pointer, to a place or by so much.
    public void pointer(boolean relative, int x, int y, int z, int wheel) {
        send(new GiiEvent.PointerMove(number, relative, x, y, z, wheel));
    }

    /// Presses, releases or repeats a key of the device.
    ///
    /// @param symbol what the key means, see [GiiEvent.Key]
    /// @param button which key it is
    public void key(GiiEventType type, long symbol, long button) {
        send(new GiiEvent.Key(type, number, 0, symbol, symbol, button));
    }

    /// Does what another device has done.
    public void event(GiiEvent event) {
        send(event.by(number));
    }

    private void send(GiiEvent event) {
        session.send(new ClientGii(new GiiRequest.Events(List.of(event))));
    }

    /// Takes the device away.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                session.send(new ClientGii(new GiiRequest.DestroyDevice(number)));
            } catch (VncClientException | IllegalStateException e) {
                // the connection is over, and all devices with it
            }
        }
    }
}
