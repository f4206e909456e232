package weft.client;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.client.failure.RequestFailedException;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.client.wire.Outbox;
import weft.framebuffer.Frame;
import weft.rfb.RfbProtocolException;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiRequest;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ServerGii;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// The input devices of this client (gii): a server numbers them in the order in which they were
/// asked for. Its monitor guards what there is of both; it is never held while anybody waits.
final class Devices {

    private final Session session;
    private final Status status;
    private final Object order = new Object();
    private final List<Long> numbers = new ArrayList<>();
    private final Set<Integer> givenUp = new HashSet<>();
    private int created;
    private boolean known;

    Devices(Session session, Status status) {
        this.session = session;
        this.status = status;
    }

    /// The server says something of devices; by the thread that reads.
    void handle(ServerGii.Reply reply, Outbox out) throws InterruptedException {
        // no switch, as in Session
        if (reply instanceof ServerGii.Versions(int maximum, int minimum)) {
            if (minimum <= ServerGii.VERSION && ServerGii.VERSION <= maximum && !isKnown()) {
                out.send(new ClientGii(new GiiRequest.Version(ServerGii.VERSION)));
                synchronized (this) {
                    known = true;
                }
            }
        } else if (reply instanceof ServerGii.DeviceCreated(long number)) {
            boolean isUnwanted;
            synchronized (this) {
                if (numbers.size() == created) {
                    throw new RfbProtocolException(
                            DATA, "gii device " + number + " was created that nobody asked for");
                }
                isUnwanted = givenUp.remove(numbers.size());
                numbers.add(number);
            }
            if (isUnwanted && number != 0) {
                out.send(new ClientGii(new GiiRequest.DestroyDevice(number)));
            }
        }
        status.changed();
    }

    /// Nobody waits for a device any more. Returns its number if it has one by now; else it is
    /// taken back when it comes.
    private synchronized Optional<Long> giveUp(int index) {
        Optional<Long> number = number(index);
        if (number.isEmpty()) {
            givenUp.add(index);
        }
        return number;
    }

    synchronized boolean isKnown() {
        return known;
    }

    private synchronized Optional<Long> number(int index) {
        return index < numbers.size() ? Optional.of(numbers.get(index)) : Optional.empty();
    }

    InputDevice create(GiiDevice device, Duration timeout, Synchroniser synchroniser) {
        long deadline = status.deadline(timeout);
        if (!isKnown()) {
            Frame _ = synchroniser.sync(timeout); // its offer may be on its way
        }
        if (!isKnown()) {
            throw new RequestFailedException(
                    "Cannot create \"%s\": the server does not offer gii to this viewer"
                            .formatted(device.name()));
        }
        int index = ask(device);
        long number;
        try {
            number =
                    status.await(
                            () -> deadline,
                            () -> number(index),
                            () -> {
                                throw new TimedOutException(
                                        "Waited %s for the server to take the device \"%s\""
                                                .formatted(Waits.text(timeout), device.name()),
                                        status.frame());
                            });
        } catch (VncClientException | CancellationException e) {
            Optional<Long> late = giveUp(index);
            if (late.isEmpty() || late.get() == 0) {
                throw e;
            }
            number = late.get();
        }
        if (number == 0) {
            throw new RequestFailedException(
                    "Cannot create \"%s\": the server does not take that device"
                            .formatted(device.name()));
        }
        return new InputDevice(session, device, number);
    }

    /// In one go, so that who asks first is numbered first.
    private int ask(GiiDevice device) {
        synchronized (order) {
            int index;
            synchronized (this) {
                index = created;
                created++;
            }
            session.send(new ClientGii(new GiiRequest.CreateDevice(device)));
            return index;
        }
    }
}
