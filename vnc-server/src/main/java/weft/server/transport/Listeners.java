package weft.server.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import weft.server.connection.Connection;
import weft.server.connection.Origin;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The bound addresses of a server; each accepted socket is handed on as a [Connection].
public final class Listeners {
    private final NettyLoop loop;
    private final List<Channel> bound = new ArrayList<>();
    private final List<Path> socketFiles = new ArrayList<>();

    /// No listeners yet.
    public Listeners(NettyLoop loop) {
        this.loop = loop;
    }

    /// Binds `address` and listens; returns what was bound, with the port that was picked. Not on
    /// the loop's thread.
    ///
    /// @param onAccept told of each new connection, on the loop's thread, under the global lock
    /// @throws IOException with one clear line if it cannot be bound
    public SocketAddress bind(SocketAddress address, Consumer<Connection> onAccept)
            throws IOException {
        Class<? extends ServerChannel> type = NioServerSocketChannel.class;
        if (address instanceof UnixDomainSocketAddress unix) {
            type = NioServerDomainSocketChannel.class;
            removeStale(unix.getPath());
        }
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
        }
        ChannelFuture future = bootstrap.bind(address).awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + describe(address) + ": " + reason(future.cause()),
                    future.cause());
        }
        bound.add(future.channel());
        if (address instanceof UnixDomainSocketAddress unix) {
            socketFiles.add(unix.getPath());
            Files.setPosixFilePermissions(
                    unix.getPath(), PosixFilePermissions.fromString("rw-------"));
        }
        return future.channel().localAddress();
    }

    private void accepted(Channel channel, Consumer<Connection> onAccept) {
        var connection = new NettyConnection(loop, channel, peerOf(channel), originOf(channel));
        channel.pipeline().addLast(connection.new Handler());
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
