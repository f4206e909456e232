package weft.cli.e2e;

import weft.rfb.EndOfStreamException;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbInput;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;

import java.io.ByteArrayInputStream;
import java.util.EnumSet;
import java.util.Set;

/// What a viewer and the server said to each other, as far as it was recorded.
///
/// @param version the protocol version that the viewer chose
/// @param security the security type
/// @param format the pixel format of the first update
/// @param preferences what the viewer said of encodings before the first update
/// @param used in which encodings pixels came
/// @param tightKinds the upper halves of compression-control in Tight's rectangles
/// @param picture what the viewer must have in the end
record Conversation(
        ProtocolVersion version,
        int security,
        PixelFormat format,
        EncodingPreferences preferences,
        Set<Encoding> used,
        Set<Integer> tightKinds,
        Picture picture) {

    /// Fails unless the pixels came in this encoding. Pieces of RRE and CoRRE may come as Raw,
    /// where that is shorter.
    void mustHaveUsed(Encoding expected) {
        Set<Encoding> others = EnumSet.copyOf(used);
        others.remove(expected);
        if (expected == Encoding.RRE || expected == Encoding.CORRE) {
            others.remove(Encoding.RAW);
        }
        if (!used.contains(expected) || !others.isEmpty()) {
            throw new AssertionError("expected " + expected + ", pixels came in " + used);
        }
    }

    private static final int NONE = SecurityType.NONE.number();

    /// What the viewer asked for before its first request: from then on the server's answers could
    /// not be told apart from those to what it asked for later.
    private record Wishes(PixelFormat format, EncodingPreferences preferences) {}

    static Conversation parse(byte[] fromViewer, byte[] fromServer) {
        RfbInput viewer = new StreamInput(new ByteArrayInputStream(fromViewer));
        RfbInput server = new StreamInput(new ByteArrayInputStream(fromServer));
        ProtocolVersion version = ProtocolVersion.read(viewer);
        ProtocolVersion _ = ProtocolVersion.read(server);
        int security;
        if (version.isAtLeast(ProtocolVersion.V3_7)) {
            SecurityTypes _ = SecurityTypes.read(server);
            security = SecurityTypes.readChoice(viewer);
        } else {
            security = SecurityDecision.read(server).number();
        }
        if (security == SecurityType.VNC_AUTH.number()) {
            byte[] _ = VncAuth.read(server);
            byte[] _ = VncAuth.read(viewer);
        }
        if (security != NONE || version.isAtLeast(ProtocolVersion.V3_8)) {
            SecurityResult _ = SecurityResult.read(server, version);
        }
        ClientInit _ = ClientInit.read(viewer);
        ServerInit init = ServerInit.read(server);
        Wishes wishes = readWishes(viewer, init);
        try (var picture = new RemotePicture(init, wishes.format, wishes.preferences)) {
            receiveAll(picture, server);
            Set<Encoding> used = EnumSet.noneOf(Encoding.class);
            used.addAll(picture.rectangles().keySet());
            used.removeIf(Encoding::isPseudo);
            return new Conversation(
                    version,
                    security,
                    wishes.format,
                    wishes.preferences,
                    used,
                    picture.tightKinds(),
                    picture.picture());
        }
    }

    private static Wishes readWishes(RfbInput viewer, ServerInit init) {
        PixelFormat format = init.format();
        EncodingPreferences preferences = EncodingPreferences.NONE;
        while (true) {
            switch (ClientMessages.read(viewer)) {
                case SetPixelFormat message -> format = message.format();
                case SetEncodings message -> preferences = EncodingPreferences.of(message);
                case FramebufferUpdateRequest _ -> {
                    return new Wishes(format, preferences);
                }
                default -> {}
            }
        }
    }

    private static void receiveAll(RemotePicture picture, RfbInput server) {
        try {
            while (true) {
                ServerMessage _ = picture.receive(server);
            }
        } catch (EndOfStreamException e) {
            // The recording ends where the viewer was closed, perhaps within a message.
        }
    }
}
