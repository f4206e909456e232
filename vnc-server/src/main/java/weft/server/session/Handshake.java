package weft.server.session;

import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Right;
import weft.server.access.Role;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The handshake of RFC 6143 §7.1 to §7.3, from the server's side.
///
/// ```
///   server                               viewer
///   ProtocolVersion ─────────────────────▶
///                   ◀───────────────────── ProtocolVersion
///   SecurityTypes (3.7+) ────────────────▶
///                   ◀───────────────────── choice
///   SecurityDecision (3.3) ──────────────▶
///   challenge (VncAuth) ─────────────────▶
///                   ◀───────────────────── response
///   SecurityResult (not None before 3.8) ▶
///                   ◀───────────────────── ClientInit
///   ServerInit ──────────────────────────▶
/// ```
final class Handshake {
    private final Connection connection;
    private final RfbInput in;
    private final Display display;
    private final RfbBuffer out = new RfbBuffer(64);

    Handshake(Connection connection, RfbInput in, Display display) {
        this.connection = connection;
        this.in = in;
        this.display = display;
    }

    /// Greets with 3.8; returns the version that the viewer can speak.
    ProtocolVersion agreeVersion() {
        ProtocolVersion.V3_8.write(out);
        send();
        return ProtocolVersion.read(in);
    }

    /// Refuses before security: the reply where a viewer expects the security types.
    void refuse(ProtocolVersion version, String reason) {
        if (version.isAtLeast(ProtocolVersion.V3_7)) {
            SecurityTypes.writeRefusal(out, reason);
        } else {
            SecurityDecision.writeRefusal(out, reason);
        }
        send();
    }

    /// Agrees on a security type and goes through it. Returns what the viewer may do.
    ///
    /// @throws RefusedException after the failure reply, if the viewer does not pass
    Set<Right> authenticate(ProtocolVersion version) {
        SecurityType offered =
                display.password().isPresent() || display.viewOnlyPassword().isPresent()
                        ? SecurityType.VNC_AUTH
                        : SecurityType.NONE;
        if (version.isAtLeast(ProtocolVersion.V3_7)) {
            new SecurityTypes(List.of(offered.number())).write(out);
            send();
            int choice = SecurityTypes.readChoice(in);
            if (choice != offered.number()) {
                throw failed(version, "security type not offered");
            }
        } else {
            new SecurityDecision(offered.number()).write(out);
            send();
        }
        Set<Right> rights = offered == SecurityType.VNC_AUTH ? vncAuth(version) : display.rights();
        if (offered != SecurityType.NONE || version.isAtLeast(ProtocolVersion.V3_8)) {
            SecurityResult.OK.write(out, version);
            send();
        }
        return rights;
    }

    /// Compares with both passwords in any case: the time tells nothing of which it is.
    private Set<Right> vncAuth(ProtocolVersion version) {
        byte[] challenge = VncAuth.challenge();
        VncAuth.write(out, challenge);
        send();
        byte[] response = VncAuth.read(in);
        boolean full = verify(display.password(), challenge, response);
        boolean viewOnly = verify(display.viewOnlyPassword(), challenge, response);
        if (!full && !viewOnly) {
            throw failed(version, "authentication failed");
        }
        return full ? display.rights() : Role.VIEW_ONLY.rights();
    }

    private static boolean verify(
            Optional<VncPassword> password, byte[] challenge, byte[] response) {
        return password.isPresent() && VncAuth.verify(password.get(), challenge, response);
    }

    private RefusedException failed(ProtocolVersion version, String reason) {
        SecurityResult.failed(reason).write(out, version);
        send();
        return new RefusedException(reason);
    }

    /// Whether the viewer leaves others connected.
    ClientInit clientInit() {
        return ClientInit.read(in);
    }

    /// Tells the viewer of the display.
    void announceDisplay(int width, int height) {
        new ServerInit(width, height, PixelFormat.XRGB8888, display.name()).write(out);
        send();
    }

    private void send() {
        connection.send(out);
        out.clear();
    }
}
