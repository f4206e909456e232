package weft.server;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiListener;

import java.util.Optional;

/// Takes the input devices that viewers have beside keyboard and mouse: game pads, tablets.
///
/// ```
/// server.onGii(device -> device.buttons() < 8 ? Optional.empty() : Optional.of(event -> {
///     if (event instanceof GiiEvent.Button(_, boolean down, long number)) {
///         pad.set((int) number, down);
///     }
/// }));
/// ```
@FunctionalInterface
public interface GiiHandler {

    /// A viewer has a device. This, and what the device does, is called in order with keys and
    /// pointer events, one call at a time, on a worker thread unless the server was built with
    /// another executor.
    ///
    /// @return who is told of what it does, until it is gone; empty if the host has no use for it,
    ///   and the viewer is told so
    Optional<GiiListener> created(GiiDevice device);
}
