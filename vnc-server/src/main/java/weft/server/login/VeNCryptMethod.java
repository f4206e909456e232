package weft.server.login;

import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt;
import weft.rfb.security.VeNCrypt.Subtype;
import weft.server.access.Identity;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.util.List;
import java.util.Optional;

/// VeNCrypt 0.2: TLS with a certificate, and a login inside of it (rfbproto, VeNCrypt).
///
/// ```
///   server                               viewer
///   version 0.2 ─────────────────────────▶
///                   ◀───────────────────── version 0.2
///   ok, subtypes ────────────────────────▶
///                   ◀───────────────────── subtype
///   ok ──────────────────────────────────▶
///                   ◀═══════ TLS ═════════▶
/// ```
final class VeNCryptMethod implements SecurityMethod {
    private final Tls tls;
    private final List<Security> offered;

    /// @param offered the strongest first
    VeNCryptMethod(Tls tls, List<Security> offered) {
        this.tls = tls;
        this.offered = offered;
    }

    @Override
    public int number() {
        return SecurityType.VENCRYPT.number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        VeNCrypt.writeVersion(viewer.out());
        viewer.flush();
        boolean taken = VeNCrypt.readVersion(viewer.in());
        VeNCrypt.writeVersionAck(viewer.out(), taken);
        if (!taken) {
            viewer.flush();
            throw RefusedException.withoutResult("not VeNCrypt 0.2");
        }
        VeNCrypt.writeSubtypes(
                viewer.out(), offered.stream().map(VeNCryptMethod::subtype).toList());
        viewer.flush();
        int choice = VeNCrypt.readChoice(viewer.in());
        Optional<Security> chosen =
                offered.stream().filter(one -> subtype(one).number() == choice).findFirst();
        VeNCrypt.writeChoiceAck(viewer.out(), chosen.isPresent());
        viewer.flush();
        if (chosen.isEmpty()) {
            throw RefusedException.withoutResult("security type not offered");
        }
        viewer.startTls(tls);
        return inner(chosen.get()).run(viewer);
    }

    private static Subtype subtype(Security one) {
        return switch (one) {
            case X509_PLAIN -> Subtype.X509_PLAIN;
            case X509_SASL -> Subtype.X509_SASL;
            case X509_VNC -> Subtype.X509_VNC;
            case X509_NONE -> Subtype.X509_NONE;
            default -> throw new IllegalArgumentException(one + " is not of VeNCrypt");
        };
    }

    private static SecurityMethod inner(Security one) {
        return switch (one) {
            case X509_VNC -> new VncAuthMethod();
            case X509_NONE -> new NoneMethod();
            case X509_PLAIN -> new PlainMethod();
            case X509_SASL -> new SaslMethod(true);
            default -> throw new IllegalArgumentException(one + " is not of VeNCrypt");
        };
    }
}
