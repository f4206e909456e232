package weft.client.handshake;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.RefusedException;
import weft.rfb.EndOfStreamException;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.SecurityType;
import weft.rfb.security.TightCapability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a client and a server say to each other before the first message (RFC 6143 §7.1 to §7.3).
public final class Handshake {

    private final Line line;
    private final ProtocolVersion highest;
    private final Login login;
    private final LongSupplier nanoTime;
    private long roundTripNanos;

    /// A handshake at its beginning.
    ///
    /// @param highest the version that is spoken if the server does
    /// @param nanoTime the time in nanoseconds
    public Handshake(Line line, ProtocolVersion highest, Login login, LongSupplier nanoTime) {
        this.line = line;
        this.highest = highest;
        this.login = login;
        this.nanoTime = nanoTime;
    }

    /// How long the server took to answer the ClientInit.
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /// Says who we are, and learns what the server shows.
    ///
    /// @throws RefusedException if the server does not want us, or we do not believe it
    public ServerInit run() throws IOException {
        try {
            ProtocolVersion version = agreeVersion();
            SecurityMethod method = agreeSecurity(version);
            logIn(version, method);
            new ClientInit(login.shared()).write(line.out());
            line.flush();
            long asked = nanoTime.getAsLong();
            awaitWelcome(login.shared());
            roundTripNanos = nanoTime.getAsLong() - asked;
            ServerInit init = ServerInit.read(line.in());
            if (method.type() == SecurityType.TIGHT) {
                TightCapability.skipInteraction(line.in());
            }
            return init;
        } catch (RfbProtocolException e) {
            if (e.reason() == RfbProtocolException.Reason.REFUSED) {
                throw refused(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private ProtocolVersion agreeVersion() throws IOException {
        ProtocolVersion offered = ProtocolVersion.readOffer(line.in());
        ProtocolVersion version = highest.isAtLeast(offered) ? offered : highest;
        version.write(line.out());
        line.flush();
        return version;
    }

    private SecurityMethod agreeSecurity(ProtocolVersion version) throws IOException {
        if (!version.isAtLeast(ProtocolVersion.V3_7)) {
            return choose(List.of(SecurityDecision.read(line.in()).number()));
        }
        SecurityMethod method = choose(SecurityTypes.read(line.in()).numbers());
        SecurityTypes.writeChoice(line.out(), method.type().number());
        line.flush();
        return method;
    }

    /// The first one that the server offers and that can be used.
    private SecurityMethod choose(List<Integer> offered) {
        List<String> unusable = new ArrayList<>();
        for (int number : offered) {
            SecurityType type = SecurityType.byNumber(number);
            Optional<SecurityMethod> known =
                    SecurityMethod.ALL.stream().filter(method -> method.type() == type).findFirst();
            Optional<String> lacks =
                    known.isEmpty()
                            ? Optional.of("a client that knows it")
                            : !login.allowed().isEmpty() && !login.allowed().contains(type)
                                    ? Optional.of("to be allowed")
                                    : known.get().lacks(line, login);
            if (lacks.isEmpty()) {
                return known.orElseThrow();
            }
            unusable.add("%s (%d) needs %s".formatted(type, number, lacks.get()));
        }
        throw new RefusedException(
                "No security type of the server can be used: " + String.join(", ", unusable));
    }

    private void logIn(ProtocolVersion version, SecurityMethod method) throws IOException {
        SecurityType used;
        try {
            used = method.run(line, login);
        } catch (UnprovenServerException e) {
            awaitResult(version, method.type()); // has the reason, if the server refuses us
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        awaitResult(version, used);
    }

    private void awaitResult(ProtocolVersion version, SecurityType used) {
        boolean comes = used != SecurityType.NONE || version.isAtLeast(ProtocolVersion.V3_8);
        if (comes) {
            SecurityResult result = SecurityResult.read(line.in(), version);
            if (!result.isOk()) {
                throw refused(result.reason());
            }
        }
    }

    /// A server that does not want one viewer more has no message to say so in at this point, and
    /// hangs up.
    private void awaitWelcome(boolean shared) {
        try {
            int _ = line.in().peekU8();
        } catch (EndOfStreamException | UncheckedIOException e) {
            throw new ConnectionLostException(
                    "The server has ended the connection when it was asked for its display, %s"
                            .formatted(
                                    shared
                                            ? "shared with others: likely another viewer has it"
                                                    + " alone, or the server lets nobody share it"
                                            : "for this viewer alone: likely another viewer has"
                                                    + " it"),
                    e);
        }
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(
                reason.isBlank()
                        ? "The server refuses, and gives no reason"
                        // who shows it may show it on a terminal
                        : "The server refuses: " + reason.replaceAll("\\p{Cc}", "?"));
    }
}
