package weft.server.session;

import static weft.rfb.RfbProtocolException.Reason.DATA;
import static weft.rfb.RfbProtocolException.Reason.MESSAGE_TYPE;

import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiListener;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ServerGii;
import weft.rfb.message.SetEncodings;
import weft.server.access.Right;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The input devices of one viewer (gii). They are its own: their numbers mean nothing to others,
/// and they are gone when it is.
///
/// What names a device that there is not, is ignored: an event may cross the device's end. All
/// calls are under the global lock.
final class SessionDevices {

    /// What a viewer may have; more is refused, as the protocol can.
    static final int MOST_DEVICES = 16;

    static final int MOST_VALUATORS = 64;
    static final int MOST_BUTTONS = 256;

    private final Session session;
    private final Display display;
    private final UpdateLoop updates;
    private final InputQueue.Viewer input;
    private final HostQuestions host;
    private final Map<Long, ViewerDevice> devices = new LinkedHashMap<>();
    private long lastNumber;
    private boolean asked;
    private boolean told;
    private boolean announced;
    private boolean agreed;
    private boolean closed;

    SessionDevices(
            Session session,
            Display display,
            UpdateLoop updates,
            InputQueue.Viewer input,
            HostQuestions host) {
        this.session = session;
        this.display = display;
        this.updates = updates;
        this.input = input;
        this.host = host;
    }

    /// The viewer lists its encodings, gii or not among them.
    void encodings(SetEncodings message) {
        boolean before = asked;
        asked = message.encodings().contains(Encoding.GII.number());
        told &= before && asked;
        if (isNews()) {
            updates.reply(ServerGii.versions());
        }
    }

    /// Tells the viewer that it may have devices, once, if it is given the right later.
    void announce() {
        if (isNews()) {
            updates.post(ServerGii.versions());
        }
    }

    private boolean isNews() {
        boolean isNews = asked && !told && takers().isPresent();
        told |= isNews;
        announced |= isNews;
        return isNews;
    }

    /// Who takes devices of this viewer, if anybody does.
    private Optional<Function<GiiDevice, Optional<GiiListener>>> takers() {
        return session.may(Right.POINTER) ? display.devices() : Optional.empty();
    }

    /// The viewer says something of its devices.
    void handle(GiiRequest request) {
        if (!announced) {
            throw new RfbProtocolException(
                    MESSAGE_TYPE, "gii message before the server's version was sent");
        }
        if (!agreed && !(request instanceof GiiRequest.Version)) {
            throw new RfbProtocolException(MESSAGE_TYPE, "gii message before the viewer's version");
        }
        switch (request) {
            case GiiRequest.Version(int version) -> agree(version);
            case GiiRequest.CreateDevice(GiiDevice device) -> create(device);
            case GiiRequest.DestroyDevice(long number) -> {
                ViewerDevice gone = devices.remove(number);
                if (gone != null) {
                    destroy(number, gone);
                }
            }
            case GiiRequest.Events(List<GiiEvent> events) -> events.forEach(this::event);
        }
    }

    private void agree(int version) {
        if (version != ServerGii.VERSION) {
            throw new RfbProtocolException(DATA, "Expected gii version 1, got " + version);
        }
        agreed = true;
    }

    private void create(GiiDevice device) {
        host.awaitTurn();
        Optional<Function<GiiDevice, Optional<GiiListener>>> takers = takers();
        if (takers.isEmpty()
                || devices.size() == MOST_DEVICES
                || device.valuators().size() > MOST_VALUATORS
                || device.buttons() > MOST_BUTTONS) {
            updates.reply(new ServerGii(new ServerGii.DeviceCreated(0)));
        } else {
            host.ask(
                    Right.POINTER,
                    () -> takers.get().apply(device),
                    Optional.<GiiListener>empty(),
                    listener -> created(device, listener));
        }
    }

    private void created(GiiDevice device, Optional<GiiListener> listener) {
        if (closed) {
            listener.ifPresent(taker -> input.post(taker::destroyed));
            return;
        }
        long number = 0;
        if (listener.isPresent()) {
            lastNumber++;
            number = lastNumber;
            devices.put(number, new ViewerDevice(device, listener.get()));
        }
        updates.post(new ServerGii(new ServerGii.DeviceCreated(number)));
    }

    private void event(GiiEvent event) {
        input.awaitSpace();
        ViewerDevice device = devices.get(event.device());
        if (device != null && session.may(Right.POINTER)) {
            device.accept(event)
                    .ifPresent(known -> input.post(() -> device.listener().event(known)));
        }
    }

    /// Releases what is pressed on all of them.
    void releaseAll() {
        devices.forEach(this::release);
    }

    private void release(long number, ViewerDevice device) {
        for (GiiEvent release : device.releases(number)) {
            input.post(() -> device.listener().event(release));
        }
    }

    private void destroy(long number, ViewerDevice device) {
        release(number, device);
        input.post(device.listener()::destroyed);
    }

    /// The viewer has left, and its devices with it.
    void close() {
        closed = true;
        devices.forEach(this::destroy);
        devices.clear();
    }
}
