package weft.cli.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The viewers of our own that want their pixels just as a foreign one does. While there are any,
/// it gets what it shares with them; while there are none, what is made for it alone.
final class Company implements AutoCloseable {

    private static final int MOST = 2;

    private final ForeignViewer host;
    private final int port;
    private final Random random;
    private final List<TestClient> guests = new ArrayList<>();
    private int timesAlone;
    private int timesInCompany;

    Company(ForeignViewer host, int port, Random random) {
        this.host = host;
        this.port = port;
        this.random = random;
    }

    /// Perhaps one comes or goes, or somebody's line becomes slow, or fast again.
    void act() {
        if (random.nextInt(12) == 0) {
            comeOrGo();
        }
        host.tap().gate().act(random);
        guests.forEach(guest -> guest.gate().act(random));
    }

    private void comeOrGo() {
        if (guests.isEmpty() || (guests.size() < MOST && random.nextBoolean())) {
            List<Integer> encodings =
                    CompiledViewers.wanted(host.encoding(), host.level(), random.nextBoolean());
            guests.add(new TestClient(port, host.format(), encodings, _ -> {}));
            if (guests.size() == 1) {
                timesInCompany++;
            }
        } else {
            guests.remove(random.nextInt(guests.size())).close();
            if (guests.isEmpty()) {
                timesAlone++;
            }
        }
    }

    /// Lets everything through, and waits until all show `expected`.
    void rest(String when, Picture expected) {
        host.tap().gate().open();
        guests.forEach(guest -> guest.gate().open());
        host.await(when, expected);
        for (TestClient guest : guests) {
            guest.await("with " + host.name() + " " + when, () -> expected);
        }
    }

    /// How often company came to one alone, and one was alone again: the smaller of both.
    int changes() {
        return Math.min(timesAlone, timesInCompany);
    }

    @Override
    public void close() {
        guests.forEach(TestClient::close);
        host.close();
    }
}
