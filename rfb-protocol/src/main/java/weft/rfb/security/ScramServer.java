package weft.rfb.security;

import weft.rfb.security.ScramMessage.ClientFinal;
import weft.rfb.security.ScramMessage.ClientFirst;
import weft.rfb.security.ScramMessage.ServerFinal;
import weft.rfb.security.ScramMessage.ServerFirst;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The server's end of one login with SCRAM-SHA-256 (RFC 5802, RFC 7677): neither end tells the
/// other the password, and each shows the other that it has to do with it.
///
/// ```
/// client                                          server
///   name, nonce --------------------------------------> begin
///   <--------------- longer nonce, salt, iterations     challenge
///   nonce, proof -------------------------------------> answer
///   <------------------------------------- signature    its result
/// ```
///
/// All of it is fast: only the client computes the iterations. For one thread.
public final class ScramServer {

    /// The name of the mechanism.
    public static final String MECHANISM = "SCRAM-SHA-256";

    private final ClientFirst first;
    private final String ourNonce;
    private Optional<Challenge> challenge = Optional.empty();

    private record Challenge(ServerFirst message, ScramVerifier verifier) {}

    private ScramServer(ClientFirst first, String ourNonce) {
        this.first = first;
        this.ourNonce = ourNonce;
    }

    /// The client has sent its first message.
    public static ScramServer begin(byte[] clientFirst) {
        return begin(clientFirst, ScramClient.newNonce());
    }

    static ScramServer begin(byte[] clientFirst, String ourNonce) {
        return new ScramServer(ClientFirst.parse(clientFirst), ourNonce);
    }

    /// Who the client says that it is, in the form of SASLprep.
    public String username() {
        return first.name();
    }

    /// The message that asks for a proof.
    ///
    /// @param verifier of the name; [ScramVerifier#decoy] if nobody has it
    public byte[] challenge(ScramVerifier verifier) {
        var message =
                ServerFirst.of(first.nonce() + ourNonce, verifier.salt(), verifier.iterations());
        challenge = Optional.of(new Challenge(message, verifier));
        return message.text().getBytes(StandardCharsets.UTF_8);
    }

    /// The last message to the client; empty if its proof is not that of the password.
    public Optional<byte[]> answer(byte[] clientFinal) {
        Challenge asked = challenge.orElseThrow(() -> new IllegalStateException("Nothing asked"));
        challenge = Optional.empty();
        ClientFinal last = ClientFinal.parse(clientFinal);
        String binding =
                Base64.getEncoder().encodeToString(first.header().getBytes(StandardCharsets.UTF_8));
        if (!last.binding().equals(binding)) {
            throw ScramMessage.malformed("another binding than in the first message");
        }
        if (!last.nonce().equals(asked.message().nonce())) {
            throw ScramMessage.malformed("another nonce");
        }
        String authMessage =
                first.bare() + "," + asked.message().text() + "," + last.withoutProof();
        if (!asked.verifier().verifies(last.proof(), authMessage)) {
            return Optional.empty();
        }
        var done = ServerFinal.of(asked.verifier().sign(authMessage));
        return Optional.of(done.format().getBytes(StandardCharsets.UTF_8));
    }
}
