package weft.rfb.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.EndOfStreamException;
import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

class HandshakeTest {

    private static <T> void assertGolden(
            T message, String hex, Consumer<RfbBuffer> writer, Function<RfbInput, T> reader) {
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(writer)));
        Feed.assertParses(message, Hex.bytes(hex), reader);
    }

    private static void assertRefused(
            Reason reason, String message, String hex, Function<RfbInput, ?> reader) {
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> reader.apply(Feed.whole(Hex.bytes(hex))));
        assertEquals(reason, e.reason());
        assertEquals(message, e.getMessage());
    }

    @Test
    void securityTypes_areACountAndOneByteEach() {
        SecurityTypes types = new SecurityTypes(List.of(2, 1, 255));
        assertGolden(types, "03 02 01 ff", types::write, SecurityTypes::read);
    }

    @Test
    void securityTypes_thatRefuse_giveTheReason() {
        String hex = "00 00000004 4e6f2121";
        assertEquals(
                Hex.of(Hex.bytes(hex)),
                Hex.of(Hex.written(out -> SecurityTypes.writeRefusal(out, "No!!"))));
        assertRefused(Reason.REFUSED, "No!!", hex, SecurityTypes::read);
        byte[] truncated = Hex.bytes("00 00000004 4e6f21");
        assertThrows(EndOfStreamException.class, () -> SecurityTypes.read(Feed.whole(truncated)));
    }

    @Test
    void securityTypes_withoutAnyOrTooMany_areNotMade() {
        assertThrows(IllegalArgumentException.class, () -> new SecurityTypes(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SecurityTypes(List.of(256)));
        List<Integer> many = Collections.nCopies(256, 1);
        assertThrows(IllegalArgumentException.class, () -> new SecurityTypes(many));
    }

    @Test
    void choice_isOneByte() {
        assertGolden(
                19, "13", out -> SecurityTypes.writeChoice(out, 19), SecurityTypes::readChoice);
    }

    @Test
    void securityDecision_isFourBytes() {
        SecurityDecision decision = new SecurityDecision(2);
        assertGolden(decision, "00000002", decision::write, SecurityDecision::read);
        assertRefused(Reason.REFUSED, "No", "00000000 00000002 4e6f", SecurityDecision::read);
        assertArrayEquals(
                Hex.bytes("00000000 00000002 4e6f"),
                Hex.written(out -> SecurityDecision.writeRefusal(out, "No")));
        assertRefused(
                Reason.SECURITY,
                "Expected a security type below 256, got 4294967295",
                "ffffffff",
                SecurityDecision::read);
        assertThrows(IllegalArgumentException.class, () -> new SecurityDecision(0));
    }

    @Test
    void securityResult_givesAReasonFromVersion38Only() {
        SecurityResult failed = SecurityResult.failed("no");
        assertGolden(
                failed,
                "00000001 00000002 6e6f",
                out -> failed.write(out, ProtocolVersion.V3_8),
                in -> SecurityResult.read(in, ProtocolVersion.V3_8));
        for (ProtocolVersion older : List.of(ProtocolVersion.V3_3, ProtocolVersion.V3_7)) {
            assertArrayEquals(Hex.bytes("00000001"), Hex.written(out -> failed.write(out, older)));
            Feed.assertParses(
                    SecurityResult.failed(""),
                    Hex.bytes("00000001"),
                    in -> SecurityResult.read(in, older));
        }
    }

    @Test
    void securityResult_thatIsOk_isFourZerosInEveryVersion() {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            assertGolden(
                    SecurityResult.OK,
                    "00000000",
                    out -> SecurityResult.OK.write(out, version),
                    in -> SecurityResult.read(in, version));
        }
        assertTrue(SecurityResult.OK.isOk());
    }

    @Test
    void securityResult_withAnUnknownStatus_isRefused() {
        assertRefused(
                Reason.SECURITY,
                "Expected SecurityResult 0, 1 or 2, got 3",
                "00000003",
                in -> SecurityResult.read(in, ProtocolVersion.V3_8));
    }

    @Test
    void reasonsAndNames_beyondTheLimit_areRefusedBeforeTheyAreRead() {
        assertRefused(
                Reason.LIMIT,
                "Reason of 4097 bytes > limit 4096",
                "00 00001001",
                SecurityTypes::read);
        assertRefused(
                Reason.LIMIT,
                "Reason of 4294967295 bytes > limit 4096",
                "00000001 ffffffff",
                in -> SecurityResult.read(in, ProtocolVersion.V3_8));
        assertRefused(
                Reason.LIMIT,
                "Name of 2147483648 bytes > limit 4096",
                "0001 0001 20180001 00ff00ff00ff 100800 000000 80000000",
                ServerInit::read);
        String tooLong = "é".repeat(2049);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ServerInit(1, 1, PixelFormat.XRGB8888, tooLong).write(new RfbBuffer(8)));
        assertThrows(IllegalArgumentException.class, () -> SecurityResult.failed(tooLong));
    }

    @Test
    void clientInit_isOneFlag() {
        assertGolden(new ClientInit(true), "01", new ClientInit(true)::write, ClientInit::read);
        assertGolden(new ClientInit(false), "00", new ClientInit(false)::write, ClientInit::read);
        assertEquals(new ClientInit(true), ClientInit.read(Feed.whole(Hex.bytes("ff"))));
    }

    @Test
    void serverInit_hasTheBytesOfTheSpecification() {
        ServerInit init = new ServerInit(1280, 800, PixelFormat.XRGB8888, "Weft é");
        assertGolden(
                init,
                "0500 0320 20180001 00ff00ff00ff 100800 000000 00000007 5765667420c3a9",
                init::write,
                ServerInit::read);
    }
}
