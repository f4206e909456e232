package weft.cli.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.client.InputDevice;
import weft.client.VncClient;
import weft.client.failure.VncClientException;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiListener;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A viewer's input device, made once more at another server. When that has gone and come back, it
/// is made again as soon as it does something. For one thread.
final class RelayedDevice implements GiiListener {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedDevice.class);

    private final GiiDevice device;
    private final Supplier<VncClient> server;
    private final Duration patience;

    /// The connection to which `there` belongs.
    private @Nullable VncClient asked;

    private Optional<InputDevice> there = Optional.empty();

    /// @param server the client of now, which may have failed
    /// @param patience how long the server may take to make it
    RelayedDevice(GiiDevice device, Supplier<VncClient> server, Duration patience) {
        this.device = device;
        this.server = server;
        this.patience = patience;
    }

    /// Whether the server of now has it.
    boolean exists() {
        VncClient now = server.get();
        if (now != asked) {
            asked = now;
            there = create(now);
        }
        return there.isPresent();
    }

    private Optional<InputDevice> create(VncClient client) {
        try {
            return Optional.of(client.createDevice(device, patience));
        } catch (VncClientException | IllegalStateException e) {
            LOG.info("{}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void event(GiiEvent event) {
        try {
            if (exists()) {
                there.get().event(event);
            }
        } catch (VncClientException | IllegalStateException e) {
            LOG.debug("input is dropped: {}", e.getMessage());
        }
    }

    @Override
    public void destroyed() {
        there.ifPresent(InputDevice::close);
    }
}
