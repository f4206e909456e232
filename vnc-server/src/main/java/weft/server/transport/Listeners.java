package weft.server.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import jdk.net.ExtendedSocketOptions;

import weft.server.connection.Connection;
import weft.server.connection.Origin;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The bound addresses of a server; each accepted socket is handed on as a [Connection].
public final class Listeners {

    /// After 30 s of silence the other end is asked whether it is there, every 10 s, and given up
    /// after three times. Where the system cannot be told so, its own times hold.
    private static final Map<SocketOption<Integer>, Integer> KEEPALIVE = keepalive();

    private final NettyLoop loop;
    private final List<Channel> bound = new ArrayList<>();
    private final List<Path> socketFiles = new ArrayList<>();

    /// No listeners yet.
    public Listeners(NettyLoop loop) {
        this.loop = loop;
    }

    private static Map<SocketOption<Integer>, Integer> keepalive() {
        Map<SocketOption<Integer>, Integer> wanted =
                Map.of(
                        ExtendedSocketOptions.TCP_KEEPIDLE, 30,
                        ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
                        ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
        try (SocketChannel probe = SocketChannel.open()) {
            return probe.supportedOptions().containsAll(wanted.keySet()) ? wanted : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /// Binds `address` and listens; returns what was bound, with the port that was picked. Not on
    /// the loop's thread.
    ///
    /// @param onAccept told of each new connection, on the loop's thread, under the global lock
    /// @throws IOException with one clear line if it cannot be bound
    public SocketAddress bind(SocketAddress address, Consumer<Connection> onAccept)
            throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            return bindUnix(unix, onAccept);
        }
        SocketAddress listens =
                bind(address, NioServerSocketChannel.class, onAccept).localAddress();
        if (listens instanceof InetSocketAddress inet) {
            int _ = UserTimeout.set(inet.getPort(), NANOSECONDS.toMillis(loop.stallNanos()));
        }
        return listens;
    }

    private UnixDomainSocketAddress bindUnix(
            UnixDomainSocketAddress address, Consumer<Connection> onAccept) throws IOException {
        Path path = address.getPath();
        removeStale(path);
        try {
            SocketFiles.place(
                    path,
                    place -> {
                        Channel _ =
                                bind(
                                        UnixDomainSocketAddress.of(place),
                                        NioServerDomainSocketChannel.class,
                                        onAccept);
                    });
        } catch (FileSystemException e) {
            throw new IOException(
                    "cannot listen on " + describe(address) + ": " + SocketFiles.reason(e), e);
        }
        socketFiles.add(path);
        return address;
    }

    private Channel bind(
            SocketAddress address,
            Class<? extends ServerChannel> type,
            Consumer<Connection> onAccept)
            throws IOException {
        var bootstrap =
                new ServerBootstrap()
                        .group(loop.eventLoop())
                        .channel(type)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        accepted(channel, onAccept);
                                    }
                                });
        if (address instanceof InetSocketAddress) {
            bootstrap
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true);
            KEEPALIVE.forEach(
                    (option, value) -> bootstrap.childOption(NioChannelOption.of(option), value));
        }
        ChannelFuture future = bootstrap.bind(address).awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + describe(address) + ": " + reason(future.cause()),
                    future.cause());
        }
        bound.add(future.channel());
        return future.channel();
    }

    private void accepted(Channel channel, Consumer<Connection> onAccept) {
        var connection = new NettyConnection(loop, channel, peerOf(channel), originOf(channel));
        channel.pipeline().addLast(connection.new Handler());
        loop.opened(channel);
        loop.locked(() -> onAccept.accept(connection));
    }

    private static Origin originOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? Origin.of(inet.getAddress())
                : Origin.UNIX;
    }

    private static String peerOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? describe(inet)
                : "unix socket " + channel.id().asShortText();
    }

    /// An address in the form that viewers take: `host::port`, `unix:path`.
    public static String describe(SocketAddress address) {
        return switch (address) {
            case InetSocketAddress inet -> {
                String host =
                        inet.getAddress() == null
                                ? inet.getHostString()
                                : inet.getAddress().getHostAddress();
                yield (host.contains(":") ? "[" + host + "]" : host) + "::" + inet.getPort();
            }
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            default -> address.toString();
        };
    }

    private static String reason(Throwable cause) {
        if (cause instanceof BindException) {
            return String.valueOf(cause.getMessage()).contains("in use")
                    ? "the address is in use"
                    : String.valueOf(cause.getMessage());
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /// A socket file that nobody listens on any more is in the way; one that is used is left alone.
    private static void removeStale(Path path) throws IOException {
        boolean isSocket =
                Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isSymbolicLink(path);
        if (!isSocket) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            Files.delete(path);
        }
    }

    /// Stops listening; connections stay. Not on the loop's thread.
    public void close() throws IOException {
        for (Channel channel : bound) {
            channel.close().awaitUninterruptibly();
        }
        bound.clear();
        for (Path file : socketFiles) {
            Files.deleteIfExists(file);
        }
        socketFiles.clear();
    }
}
