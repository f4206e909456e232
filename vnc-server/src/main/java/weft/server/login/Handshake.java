package weft.server.login;

import weft.coroutine.Loop;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.server.access.Identity;
import weft.server.access.Security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// The handshake of RFC 6143 §7.1 to §7.3, from the server's side.
///
/// ```
///   server                               viewer
///   ProtocolVersion ─────────────────────▶
///                   ◀───────────────────── ProtocolVersion
///   SecurityTypes (3.7+) ────────────────▶
///                   ◀───────────────────── choice
///   SecurityDecision (3.3) ──────────────▶
///                   ◀──── what the ──────▶
///                    security type wants
///   SecurityResult (not None before 3.8) ▶
///                   ◀───────────────────── ClientInit
///   ServerInit ──────────────────────────▶
/// ```
public final class Handshake {

    private final Negotiation viewer;

    /// The handshake with a viewer.
    ///
    /// @param way to it, which may come to be encrypted
    public Handshake(Way way, Loop loop, Access access) {
        this.viewer = new Negotiation(way, loop, access);
    }

    /// Greets with 3.8; returns the version that the viewer can speak.
    public ProtocolVersion agreeVersion() {
        ProtocolVersion.V3_8.write(viewer.out());
        viewer.flush();
        return ProtocolVersion.read(viewer.in());
    }

    /// Refuses before security: the reply where a viewer expects the security types.
    ///
    /// @return what is to be thrown
    public RefusedException refused(ProtocolVersion version, String reason) {
        if (version.isAtLeast(ProtocolVersion.V3_7)) {
            SecurityTypes.writeRefusal(viewer.out(), reason);
        } else {
            SecurityDecision.writeRefusal(viewer.out(), reason);
        }
        viewer.flush();
        return new RefusedException(reason);
    }

    /// Agrees on a security type and goes through it. Returns who the viewer is.
    ///
    /// @param offered what it may choose from
    /// @param approval is given who has passed and the subject of its certificate, if any; returns
    ///   who comes in, or refuses it
    /// @throws RefusedException after the failure reply, if the viewer does not pass
    public Identity authenticate(
            ProtocolVersion version,
            Set<Security> offered,
            BiFunction<Identity, String, Identity> approval) {
        List<SecurityMethod> methods = viewer.access().methods(offered, viewer.origin());
        SecurityMethod method =
                version.isAtLeast(ProtocolVersion.V3_7)
                        ? chosen(version, methods)
                        : decided(version, methods);
        Identity identity;
        try {
            identity = approval.apply(passed(method), viewer.tlsSubject());
        } catch (RefusedException e) {
            throw e.hasResult() ? failed(version, e) : e;
        }
        if (!method.isNone() || version.isAtLeast(ProtocolVersion.V3_8)) {
            SecurityResult.OK.write(viewer.out(), version);
            viewer.flush();
        }
        return identity;
    }

    private Identity passed(SecurityMethod method) {
        try {
            Optional<Identity> identity = method.run(viewer);
            viewer.evaluated(identity.isPresent());
            return identity.orElseThrow(() -> new RefusedException("authentication failed"));
        } finally {
            viewer.over();
        }
    }

    private SecurityMethod chosen(ProtocolVersion version, List<SecurityMethod> methods) {
        new SecurityTypes(methods.stream().map(SecurityMethod::number).toList())
                .write(viewer.out());
        viewer.flush();
        int choice = SecurityTypes.readChoice(viewer.in());
        return methods.stream()
                .filter(method -> method.number() == choice)
                .findFirst()
                .orElseThrow(
                        () -> result(version, new RefusedException("security type not offered")));
    }

    /// Viewers of 3.3 do not choose.
    private SecurityMethod decided(ProtocolVersion version, List<SecurityMethod> methods) {
        SecurityMethod method =
                methods.stream()
                        .filter(SecurityMethod::isFor33)
                        .findFirst()
                        .orElseThrow(() ->
                                refused(version, "RFB 3.7 or later is needed to log in here"));
        new SecurityDecision(method.number()).write(viewer.out());
        viewer.flush();
        return method;
    }

    private RefusedException failed(ProtocolVersion version, RefusedException e) {
        viewer.refused();
        viewer.sleepUntilFailureIsDue();
        return result(version, e);
    }

    private RefusedException result(ProtocolVersion version, RefusedException e) {
        SecurityResult.failed(String.valueOf(e.getMessage())).write(viewer.out(), version);
        viewer.flush();
        return e;
    }

    /// Whether the viewer leaves others connected.
    public ClientInit clientInit() {
        return ClientInit.read(viewer.in());
    }

    /// Tells the viewer of the display.
    public void announceDisplay(int width, int height, String name) {
        new ServerInit(width, height, PixelFormat.XRGB8888, name).write(viewer.out());
        viewer.flush();
    }
}
