package weft.client.handshake;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.client.failure.RefusedException;
import weft.client.wire.TlsTransport;
import weft.rfb.RfbProtocolException;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt;
import weft.rfb.security.VeNCrypt.Subtype;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A choice of types inside of TLS (rfbproto, VeNCrypt 0.2).
///
/// ```
/// client                          server
///   <------------------- version 0.2
///   version 0.2 ------------------->
///   <------------------------- ack 0
///   <---------------------- subtypes
///   subtype ----------------------->
///   <------------------------- ack 1    // of those with TLS
///   ============= TLS ==============
///   password, if the subtype has one
/// ```
///
/// Those with TLS without a certificate need cipher suites that JSSE refuses in all of the JVM, and
/// no parameter of one engine brings them back; changing that for the whole JVM is not for a
/// library to do. They protect from nobody who is on the way, either.
final class VeNCryptSecurity implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.VENCRYPT;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        return Optional.empty(); // it depends on the subtype
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        agreeVersion(line);
        Subtype subtype = choose(VeNCrypt.readSubtypes(line.in()), line, login);
        VeNCrypt.writeChoice(line.out(), subtype);
        line.flush();
        if (subtype.hasTls()) {
            startTls(line, login);
        }
        return switch (subtype.inner()) {
            case NONE -> type();
            case VNC_AUTH -> {
                SecurityType _ = new VncAuthentication().run(line, login);
                yield type();
            }
            case PLAIN -> {
                PlainLogin.run(line, login);
                yield type();
            }
            case SASL -> {
                SaslLogin.run(line, login);
                yield type();
            }
            case OTHER -> throw new IllegalStateException(subtype + " was chosen");
        };
    }

    private static void agreeVersion(Line line) throws IOException {
        VeNCrypt.expectVersion(line.in());
        VeNCrypt.writeVersion(line.out());
        line.flush();
        if (!VeNCrypt.readVersionAck(line.in())) {
            throw new RfbProtocolException(SECURITY, "The server refuses version 0.2 of VeNCrypt");
        }
    }

    private static Subtype choose(List<Integer> offered, Line line, Login login) {
        List<String> unusable = new ArrayList<>();
        for (int number : offered) {
            Subtype subtype = Subtype.byNumber(number);
            Optional<String> lacks = lacks(subtype, line, login);
            if (lacks.isEmpty()) {
                return subtype;
            }
            unusable.add("%s (%d) needs %s".formatted(subtype, number, lacks.get()));
        }
        throw new RefusedException(
                "No VeNCrypt subtype of the server can be used: " + String.join(", ", unusable));
    }

    private static Optional<String> lacks(Subtype subtype, Line line, Login login) {
        if (subtype.inner() == VeNCrypt.Inner.OTHER) {
            return Optional.of("a client that knows it");
        }
        if (subtype.isAnonymous()) {
            return Optional.of("TLS without a certificate, which Java refuses; use X509 there");
        }
        if (subtype.inner() == VeNCrypt.Inner.PLAIN
                && !subtype.hasTls()
                && !line.transport().isPrivate()) {
            return Optional.of("an encrypted connection, lest everybody reads the password");
        }
        return switch (subtype.inner()) {
            case VNC_AUTH -> new VncAuthentication().lacks(line, login);
            case PLAIN -> PlainLogin.lacks(login);
            case SASL -> SaslLogin.lacks(login);
            case NONE, OTHER -> Optional.empty();
        };
    }

    private static void startTls(Line line, Login login) throws IOException {
        if (!VeNCrypt.readChoiceAck(line.in())) {
            throw new RefusedException("The server does not begin TLS");
        }
        String name =
                login.serverName()
                        .orElseThrow(() ->
                                new RefusedException(
                                        "Nobody has said whose certificate the server must have"));
        var tls = new TlsTransport(line.transport(), login.trust(), name, login.port());
        line.upgrade(tls);
        tls.handshake();
    }
}
