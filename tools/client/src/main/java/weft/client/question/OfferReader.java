package weft.client.question;

import weft.client.handshake.Line;
import weft.client.probe.ServerOffer;
import weft.rfb.BufferedRfbInput;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityTypes;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Asks for a server's versions and security types, and hangs up before a login.
public final class OfferReader {

    private OfferReader() {}

    /// Asks a server, at the beginning of a connection that is of no use after it.
    public static ServerOffer read(Line line) throws IOException {
        byte[] message = line.in().bytes(ProtocolVersion.LENGTH);
        ProtocolVersion version = ProtocolVersion.readOffer(input(message));
        String text = new String(message, 4, 7, StandardCharsets.US_ASCII);
        version.write(line.out());
        line.flush();
        try {
            if (!version.isAtLeast(ProtocolVersion.V3_7)) {
                int decided = SecurityDecision.read(line.in()).number();
                return new ServerOffer(text, List.of(decided), List.of(), Optional.empty());
            }
            List<Integer> types = SecurityTypes.read(line.in()).numbers();
            boolean more = types.contains(SecurityType.VENCRYPT.number());
            List<Integer> subtypes = more ? venCrypt(line) : List.of();
            return new ServerOffer(text, types, subtypes, Optional.empty());
        } catch (RfbProtocolException e) {
            if (e.reason() != RfbProtocolException.Reason.REFUSED) {
                throw e;
            }
            return new ServerOffer(
                    text, List.of(), List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<Integer> venCrypt(Line line) throws IOException {
        SecurityTypes.writeChoice(line.out(), SecurityType.VENCRYPT.number());
        line.flush();
        VeNCrypt.expectVersion(line.in());
        VeNCrypt.writeVersion(line.out());
        line.flush();
        return VeNCrypt.readVersionAck(line.in()) ? VeNCrypt.readSubtypes(line.in()) : List.of();
    }

    private static BufferedRfbInput input(byte[] message) {
        return new BufferedRfbInput() {
            private boolean given;

            @Override
            protected int read(byte[] dst, int off, int len) {
                if (given) {
                    return -1;
                }
                given = true;
                System.arraycopy(message, 0, dst, off, message.length);
                return message.length;
            }
        };
    }
}
