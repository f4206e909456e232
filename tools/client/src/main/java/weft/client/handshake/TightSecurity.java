package weft.client.handshake;

import weft.client.failure.RefusedException;
import weft.rfb.security.SecurityType;
import weft.rfb.security.TightCapability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// TightVNC's negotiation of a tunnel and of an authentication (rfbproto, Tight Security Type). It
/// makes ServerInit longer.
final class TightSecurity implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.TIGHT;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        return Optional.empty(); // it depends on the authentication
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        agreeTunnel(line);
        List<TightCapability> offered = TightCapability.readList(line.in(), "authentication types");
        if (offered.isEmpty()) {
            return SecurityType.NONE;
        }
        TightCapability chosen = choose(offered, line, login);
        line.out().s32(chosen.code());
        line.flush();
        if (chosen.equals(TightCapability.VNC_AUTH)) {
            return new VncAuthentication().run(line, login);
        }
        if (chosen.equals(TightCapability.UNIX_LOGIN)) {
            PlainLogin.run(line, login);
            return type();
        }
        return SecurityType.NONE;
    }

    private static void agreeTunnel(Line line) throws IOException {
        List<TightCapability> tunnels = TightCapability.readList(line.in(), "tunnels");
        if (tunnels.isEmpty()) {
            return;
        }
        if (!tunnels.contains(TightCapability.NO_TUNNEL)) {
            throw new RefusedException(
                    "No tunnel of the server can be used: expected %s, got %s"
                            .formatted(TightCapability.NO_TUNNEL, tunnels));
        }
        line.out().s32(TightCapability.NO_TUNNEL.code());
        line.flush();
    }

    private static TightCapability choose(List<TightCapability> offered, Line line, Login login) {
        List<String> unusable = new ArrayList<>();
        for (TightCapability each : offered) {
            Optional<String> lacks = lacks(each, line, login);
            if (lacks.isEmpty()) {
                return each;
            }
            unusable.add(each + " needs " + lacks.get());
        }
        throw new RefusedException(
                "No Tight authentication of the server can be used: "
                        + String.join(", ", unusable));
    }

    private static Optional<String> lacks(TightCapability each, Line line, Login login) {
        if (each.equals(TightCapability.NO_AUTH)) {
            return Optional.empty();
        }
        if (each.equals(TightCapability.VNC_AUTH)) {
            return new VncAuthentication().lacks(line, login);
        }
        if (each.equals(TightCapability.UNIX_LOGIN)) {
            return line.transport().isPrivate()
                    ? PlainLogin.lacks(login)
                    : Optional.of("an encrypted connection, lest everybody reads the password");
        }
        return Optional.of("a client that knows it");
    }
}
