package weft.client;

import weft.client.failure.TimedOutException;
import weft.client.handshake.Handshake;
import weft.client.handshake.Line;
import weft.client.handshake.Login;
import weft.client.probe.Announcement;
import weft.client.probe.ServerOffer;
import weft.client.question.AnnouncementReader;
import weft.client.question.OfferReader;
import weft.client.recording.Recorder;
import weft.client.wire.Transport;
import weft.rfb.ProtocolVersion;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Short connections that only ask. Each has a time limit, at which it is closed.
final class Probing {

    private interface Question<T> {
        T ask(Line line) throws IOException;
    }

    private final Transport transport;
    private final Duration timeout;
    private final ThreadFactory threads;
    private volatile boolean connected;

    Probing(Transport transport, Duration timeout, ThreadFactory threads) {
        this.transport = transport;
        this.timeout = timeout;
        this.threads = threads;
    }

    ServerOffer offer() {
        return within(OfferReader::read);
    }

    Announcement announcement(ProtocolVersion highest, Login login) {
        return within(line ->
                new AnnouncementReader(line, System::nanoTime)
                        .read(new Handshake(line, highest, login, System::nanoTime).run()));
    }

    private <T> T within(Question<T> question) {
        var task =
                new FutureTask<T>(() -> {
                    transport.open();
                    connected = true;
                    return question.ask(new Line(transport, Recorder.NONE));
                });
        Thread asking = threads.newThread(task);
        asking.setName("weft-client probe");
        asking.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause() == null ? e : e.getCause(), connected, transport);
        } catch (TimeoutException e) {
            throw new TimedOutException(
                    "Waited %s for the answers of %s".formatted(Waits.text(timeout), transport),
                    null);
        } catch (InterruptedException e) {
            throw Status.interrupted(e);
        } finally {
            hangUp(asking);
        }
    }

    /// Does not wait: who looks up a name cannot be stopped.
    private void hangUp(Thread asking) {
        try {
            transport.close();
        } catch (IOException e) {
            // there is nothing to be lost any more
        }
        asking.interrupt();
    }
}
