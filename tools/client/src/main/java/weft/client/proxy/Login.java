package weft.client.proxy;

import weft.client.failure.RefusedException;
import weft.rfb.BufferedRfbInput;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A login that is passed on from a viewer to a server and back (RFC 6143 §7.1 to §7.3): the viewer
/// answers the server's challenge, so nobody in between needs a password.
///
/// Security types that encrypt what follows, or that are not known here, are kept from the viewer.
final class Login {

    private static final Set<Integer> PASSED_ON =
            Set.of(SecurityType.NONE.number(), SecurityType.VNC_AUTH.number());

    /// What comes before the name in ServerInit, and its length.
    private static final int INIT_HEAD = 24;

    private static final int LONGEST_NAME = 4096;

    private final Peer viewer;
    private final Peer server;

    Login(Peer viewer, Peer server) {
        this.viewer = viewer;
        this.server = server;
    }

    /// Logs the viewer in.
    ///
    /// @return what the server shows
    /// @throws RefusedException if the server does not want the viewer, which has been told
    ServerInit run() throws IOException {
        ProtocolVersion version = agreeVersion();
        int type = agreeSecurity(version);
        if (type == SecurityType.VNC_AUTH.number()) {
            passChallenge();
        }
        if (type != SecurityType.NONE.number() || version.isAtLeast(ProtocolVersion.V3_8)) {
            passResult(version);
        }
        ClientInit.read(viewer.in()).write(server.out());
        server.flush();
        return passInit();
    }

    private ProtocolVersion agreeVersion() throws IOException {
        ProtocolVersion offered = ProtocolVersion.readOffer(server.in());
        offered.write(viewer.out());
        viewer.flush();
        ProtocolVersion wanted = ProtocolVersion.read(viewer.in());
        ProtocolVersion version = offered.isAtLeast(wanted) ? wanted : offered;
        version.write(server.out());
        server.flush();
        return version;
    }

    private int agreeSecurity(ProtocolVersion version) throws IOException {
        boolean isDecided = !version.isAtLeast(ProtocolVersion.V3_7);
        List<Integer> usable = usable(offered(isDecided), isDecided);
        if (isDecided) {
            new SecurityDecision(usable.getFirst()).write(viewer.out());
            viewer.flush();
            return usable.getFirst();
        }
        new SecurityTypes(usable).write(viewer.out());
        viewer.flush();
        int choice = SecurityTypes.readChoice(viewer.in());
        if (!usable.contains(choice)) {
            throw new RfbProtocolException(
                    RfbProtocolException.Reason.SECURITY,
                    "Expected one of the security types %s, got %d".formatted(usable, choice));
        }
        SecurityTypes.writeChoice(server.out(), choice);
        server.flush();
        return choice;
    }

    private List<Integer> offered(boolean isDecided) throws IOException {
        try {
            return isDecided
                    ? List.of(SecurityDecision.read(server.in()).number())
                    : SecurityTypes.read(server.in()).numbers();
        } catch (RfbProtocolException e) {
            if (e.reason() == RfbProtocolException.Reason.REFUSED) {
                refuse(String.valueOf(e.getMessage()), isDecided);
                throw new RefusedException("The server refuses: " + e.getMessage());
            }
            throw e;
        }
    }

    private List<Integer> usable(List<Integer> offered, boolean isDecided) throws IOException {
        List<Integer> usable = offered.stream().filter(PASSED_ON::contains).toList();
        if (usable.isEmpty()) {
            String types =
                    offered.stream()
                            .map(number ->
                                    "%s (%d)".formatted(SecurityType.byNumber(number), number))
                            .collect(Collectors.joining(", "));
            String why =
                    "The server has no security type that can be passed on: expected NONE (1) or"
                            + " VNC_AUTH (2), got "
                            + types;
            refuse(why, isDecided);
            throw new RefusedException(why);
        }
        return usable;
    }

    private void refuse(String reason, boolean isDecided) throws IOException {
        if (isDecided) {
            SecurityDecision.writeRefusal(viewer.out(), reason);
        } else {
            SecurityTypes.writeRefusal(viewer.out(), reason);
        }
        viewer.flush();
    }

    private void passChallenge() throws IOException {
        VncAuth.write(viewer.out(), VncAuth.read(server.in()));
        viewer.flush();
        VncAuth.write(server.out(), VncAuth.read(viewer.in()));
        server.flush();
    }

    private void passResult(ProtocolVersion version) throws IOException {
        SecurityResult result = SecurityResult.read(server.in(), version);
        result.write(viewer.out(), version);
        viewer.flush();
        if (!result.isOk()) {
            throw new RefusedException("The server refuses the viewer: " + result.reason());
        }
    }

    /// Passes ServerInit on as it is: the name may be in any encoding.
    private ServerInit passInit() throws IOException {
        byte[] head = server.in().bytes(INIT_HEAD);
        long length = new Bytes(head, INIT_HEAD - 4).u32();
        if (length > LONGEST_NAME) {
            throw new RfbProtocolException(
                    RfbProtocolException.Reason.LIMIT,
                    "Name of %d bytes, expected at most %d".formatted(length, LONGEST_NAME));
        }
        byte[] name = server.in().bytes((int) length);
        byte[] all = new byte[head.length + name.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(name, 0, all, head.length, name.length);
        viewer.out().bytes(all);
        viewer.flush();
        return ServerInit.read(new Bytes(all, 0));
    }

    /// An array from an index on.
    private static final class Bytes extends BufferedRfbInput {

        private final byte[] bytes;
        private int next;

        Bytes(byte[] bytes, int start) {
            this.bytes = bytes;
            this.next = start;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            int count = Math.min(len, bytes.length - next);
            System.arraycopy(bytes, next, dst, off, count);
            next += count;
            return count == 0 ? -1 : count;
        }
    }
}
