package weft.server;

import weft.rfb.message.PowerAction;

/// Asked by viewers to switch the machine that the display shows.
@FunctionalInterface
public interface PowerHandler {

    /// A viewer wants the machine to shut down, to reboot or to be reset. Called in order with keys
    /// and pointer events, one call at a time, on a worker thread unless the server was built with
    /// another executor.
    ///
    /// A viewer is told of what is refused only; so this should return once it is known whether the
    /// machine is going to do it, and not wait until it has.
    ///
    /// @return whether it is going to; if not, or if this throws, the viewer is told that it failed
    boolean requested(PowerAction action);
}
