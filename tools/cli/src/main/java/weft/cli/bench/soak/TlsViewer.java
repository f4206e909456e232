package weft.cli.bench.soak;

import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.client.failure.VncClientException;
import weft.client.trust.ServerTrust;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.SecurityTypes;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// Viewers that have a password, and speak TLS or RSA-AES where the server does.
final class TlsViewer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TlsViewer() {}

    /// Logs in with the password, whatever it takes.
    ///
    /// @param from where from
    /// @throws IOException if it does not get in
    static VncClient logIn(SocketAddress server, SocketAddress from) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(from);
            channel.connect(server);
            VncClientBuilder viewer =
                    VncClient.over(channel)
                            .password(SoakHost.PASSWORD)
                            .tlsServerName("localhost")
                            .trust(ServerTrust.SYSTEM.anybody())
                            .encodings(List.of(Encoding.RAW))
                            .timeout(PATIENCE);
            return viewer.connect();
        } catch (VncClientException e) {
            channel.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// The same from anywhere.
    static VncClient logIn(SocketAddress server) throws IOException {
        return logIn(server, new InetSocketAddress(0));
    }

    /// What a TLS client says first.
    static byte[] hello() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            byte[] bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// Goes on to where the server waits for TLS.
    static void toTls(SoakConnection one) throws IOException {
        chooses(one, SecurityType.VENCRYPT.number());
        var out = new RfbBuffer();
        VeNCrypt.expectVersion(one.in());
        VeNCrypt.writeVersion(out);
        if (!VeNCrypt.readVersionAck(sent(one, out).in())) {
            throw new IOException("VeNCrypt 0.2 is refused");
        }
        List<Integer> subtypes = VeNCrypt.readSubtypes(one.in());
        out.clear();
        VeNCrypt.writeChoice(out, VeNCrypt.Subtype.byNumber(subtypes.getFirst()));
        if (!VeNCrypt.readChoiceAck(sent(one, out).in())) {
            throw new IOException("subtype %d is refused".formatted(subtypes.getFirst()));
        }
    }

    /// Goes on to where the server begins with a security type.
    static void chooses(SoakConnection one, int type) throws IOException {
        var out = new RfbBuffer();
        ProtocolVersion _ = ProtocolVersion.read(one.in());
        ProtocolVersion.V3_8.write(out);
        SecurityTypes types = SecurityTypes.read(sent(one, out).in());
        if (!types.numbers().contains(type)) {
            throw new IOException("refused: " + types);
        }
        out.clear();
        SecurityTypes.writeChoice(out, type);
        SoakConnection _ = sent(one, out);
    }

    private static SoakConnection sent(SoakConnection one, RfbBuffer out) throws IOException {
        one.sendBytes(ByteBuffer.wrap(out.toByteArray()));
        return one;
    }
}
