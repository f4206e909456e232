package weft.cli.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace for a host, joined to this one by a cable that can be pulled: what comes
/// through it is from other machines to the host, so that its limits for those hold.
///
/// ```
///   here: SOURCE 198.18.N.1, 198.18.M.1 to 198.18.M.250 ──veth──▶ 198.18.N.2: the host     M = N + 1
/// ```
///
/// The addresses are those that RFC 2544 sets aside for such tests.
final class Namespace implements AutoCloseable {

    /// So many sources there are beside [#source()].
    static final int SOURCES = 250;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int MOST = 256;

    private final String name;
    private final String here;
    private final String there;
    private final int net;
    private final Thread atTheEnd = new Thread(this::remove);

    private Namespace(int number) {
        long pid = ProcessHandle.current().pid();
        name = "weft-soak-%d-%d".formatted(pid, number);
        // at most 15 characters
        here = "ws%d.%da".formatted(pid % 1_000_000, number);
        there = "ws%d.%db".formatted(pid % 1_000_000, number);
        net = Math.floorMod(31 * pid + number, MOST) * 2; // others may do this at the same time
    }

    /// Makes one.
    ///
    /// @throws NotRun if this process may not, or cannot here
    static Namespace open() throws NotRun {
        var namespace = new Namespace(NUMBER.getAndIncrement());
        try {
            namespace.make();
            Runtime.getRuntime().addShutdownHook(namespace.atTheEnd);
            return namespace;
        } catch (IOException e) {
            namespace.remove();
            throw new NotRun("no network namespace: " + e.getMessage());
        }
    }

    private void make() throws IOException {
        ip("netns", "add", name);
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name);
        ip("addr", "add", address(net, 1) + "/24", "dev", here);
        ip("link", "set", here, "up");
        ip("route", "add", "local", address(net + 1, 0) + "/24", "dev", here);
        ip("-n", name, "link", "set", "lo", "up");
        ip("-n", name, "link", "set", there, "up");
        addAddress();
    }

    private static void ip(String... words) throws IOException {
        String[] command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        String _ = Commands.run(command);
    }

    private static String address(int net, int number) {
        return "198.%d.%d.%d".formatted(18 + net / 256, net % 256, number);
    }

    /// What runs a command in it.
    List<String> launcher() {
        return List.of("ip", "netns", "exec", name);
    }

    /// Where the host is to listen.
    InetAddress host() throws IOException {
        return InetAddress.getByName(address(net, 2));
    }

    /// Where good viewers come from.
    InetSocketAddress source() {
        return new InetSocketAddress(address(net, 1), 0);
    }

    /// Where others come from.
    ///
    /// @param number any; the same for each 250th
    InetSocketAddress source(int number) {
        return new InetSocketAddress(address(net + 1, 1 + Math.floorMod(number, SOURCES)), 0);
    }

    /// Pulls the cable: nothing comes through any more, in either direction, and nobody is told.
    void pull() throws IOException {
        ip("link", "set", here, "down");
    }

    /// Takes the host's address away.
    void removeAddress() throws IOException {
        ip("-n", name, "addr", "del", address(net, 2) + "/24", "dev", there);
    }

    /// Gives it the address, with the way to the other sources.
    void addAddress() throws IOException {
        ip("-n", name, "addr", "add", address(net, 2) + "/24", "dev", there);
        ip("-n", name, "route", "add", address(net + 1, 0) + "/24", "via", address(net, 1));
    }

    private void remove() {
        boolean _ = Strain.succeeds(() -> ip("link", "del", here));
        boolean _ = Strain.succeeds(() -> ip("netns", "del", name));
    }

    @Override
    public void close() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            return; // the end has begun, and the hook does it
        }
        remove();
    }
}
