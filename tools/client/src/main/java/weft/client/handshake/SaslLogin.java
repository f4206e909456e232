package weft.client.handshake;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.client.failure.RefusedException;
import weft.rfb.RfbProtocolException;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.Sasl;
import weft.rfb.security.SaslPlain;
import weft.rfb.security.ScramClient;
import weft.rfb.security.ScramServer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Name and password by a mechanism of SASL, which only an encrypted connection may carry
/// (rfbproto, SASL): with SCRAM-SHA-256 where the server has it, which tells it no password, else
/// with PLAIN.
final class SaslLogin {

    private SaslLogin() {}

    static Optional<String> lacks(Login login) {
        return PlainLogin.lacks(login);
    }

    /// Logs in.
    ///
    /// @throws UnprovenServerException if the server has not shown that it has to do with the
    ///   password
    static void run(Line line, Login login) throws IOException {
        List<String> offered = Sasl.readMechanisms(line.in());
        try {
            var credentials =
                    new PlainCredentials(
                            login.credentials().username().orElseThrow(),
                            login.credentials().password().orElseThrow());
            if (offered.contains(ScramServer.MECHANISM)) {
                scram(line, new ScramClient(credentials));
            } else if (offered.contains(SaslPlain.MECHANISM)) {
                plain(line, SaslPlain.message(credentials));
            } else {
                throw new RefusedException(
                        "No SASL mechanism of the server can be used: expected %s or %s, got %s"
                                .formatted(
                                        ScramServer.MECHANISM,
                                        SaslPlain.MECHANISM,
                                        String.join(", ", offered)));
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static void plain(Line line, byte[] message) throws IOException {
        new Sasl.Start(SaslPlain.MECHANISM, Optional.of(message)).write(line.out());
        line.flush();
        expectComplete(Sasl.Reply.read(line.in()));
    }

    private static void scram(Line line, ScramClient client) throws IOException {
        new Sasl.Start(ScramServer.MECHANISM, Optional.of(client.first())).write(line.out());
        line.flush();
        Sasl.Reply first = Sasl.Reply.read(line.in());
        if (first.isComplete() || first.data().isEmpty()) {
            throw new UnprovenServerException();
        }
        Sasl.writeStep(line.out(), Optional.of(client.answer(first.data().get())));
        line.flush();
        Sasl.Reply last = Sasl.Reply.read(line.in());
        if (last.data().isEmpty() || !client.verify(last.data().get())) {
            throw new UnprovenServerException();
        }
        if (!last.isComplete()) { // of a server that does not send data with success
            Sasl.writeStep(line.out(), Optional.empty());
            line.flush();
            expectComplete(Sasl.Reply.read(line.in()));
        }
    }

    private static void expectComplete(Sasl.Reply reply) {
        if (!reply.isComplete()) {
            throw new RfbProtocolException(SECURITY, "The server asks for more than there is");
        }
    }
}
