package weft.server.login;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbProtocolException;
import weft.rfb.security.Sasl;
import weft.rfb.security.SaslPlain;
import weft.rfb.security.ScramServer;
import weft.rfb.security.SecurityType;
import weft.server.access.Authenticator;
import weft.server.access.Identity;
import weft.server.access.ScramAccounts;
import weft.server.access.ScramAccounts.Account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// SASL with SCRAM-SHA-256, and inside of TLS with PLAIN (rfbproto, SASL; [Sasl] draws it). Neither
/// encrypts what follows.
final class SaslMethod implements SecurityMethod {
    private final boolean encrypted;

    /// @param encrypted whether the viewer may tell its password as it is
    SaslMethod(boolean encrypted) {
        this.encrypted = encrypted;
    }

    /// Whether there would be any mechanism for these users.
    static boolean isFor(Authenticator users, boolean encrypted) {
        return encrypted || users.scram().isPresent();
    }

    @Override
    public int number() {
        return SecurityType.SASL.number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        Optional<ScramAccounts> accounts =
                viewer.access().authenticator().flatMap(Authenticator::scram);
        List<String> offered = new ArrayList<>();
        accounts.ifPresent(_ -> offered.add(ScramServer.MECHANISM));
        if (encrypted) {
            offered.add(SaslPlain.MECHANISM);
        }
        Sasl.writeMechanisms(viewer.out(), offered);
        viewer.flush();
        Sasl.Start start = Sasl.Start.read(viewer.in());
        if (!offered.contains(start.mechanism())) {
            throw new RfbProtocolException(
                    SECURITY, "Expected a mechanism that was offered: " + offered);
        }
        byte[] first = start.data().orElseGet(() -> askFor(viewer));
        return start.mechanism().equals(SaslPlain.MECHANISM)
                ? plain(viewer, first)
                : scram(viewer, first, accounts.orElseThrow());
    }

    /// Of a client that has not begun by itself.
    private static byte[] askFor(Negotiation viewer) {
        new Sasl.Reply(Optional.empty(), false).write(viewer.out());
        viewer.flush();
        return answer(viewer);
    }

    private static byte[] answer(Negotiation viewer) {
        return Sasl.readStep(viewer.in())
                .orElseThrow(
                        () -> new RfbProtocolException(SECURITY, "Expected an answer, got none"));
    }

    private static Optional<Identity> plain(Negotiation viewer, byte[] message) {
        Optional<Identity> identity = viewer.authenticate(SaslPlain.parse(message));
        if (identity.isEmpty()) {
            viewer.evaluated(false);
            viewer.sleepUntilFailureIsDue();
        }
        new Sasl.Reply(Optional.empty(), true).write(viewer.out());
        return identity;
    }

    private static Optional<Identity> scram(
            Negotiation viewer, byte[] clientFirst, ScramAccounts accounts) {
        ScramServer server = ScramServer.begin(clientFirst);
        Account account = viewer.call(() -> accounts.account(server.username()));
        byte[] challenge = server.challenge(account.verifier());
        new Sasl.Reply(Optional.of(challenge), false).write(viewer.out());
        viewer.flush();
        byte[] clientFinal = answer(viewer);
        viewer.evaluating(server.username());
        Optional<byte[]> signature = server.answer(clientFinal);
        Optional<Identity> identity =
                signature.isPresent()
                        ? viewer.call(() -> account.identity().get())
                        : Optional.empty();
        if (identity.isEmpty()) {
            viewer.evaluated(false);
            viewer.sleepUntilFailureIsDue();
            signature = Optional.empty();
        }
        new Sasl.Reply(signature, true).write(viewer.out());
        return identity;
    }
}
