package weft.client.question;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.handshake.Line;
import weft.client.probe.ServerOffer;
import weft.client.recording.Recorder;
import weft.client.wire.FedTransport;
import weft.rfb.EndOfStreamException;
import weft.rfb.RfbProtocolException;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class OfferReaderTest {

    private static final String V3_8 = "524642203030332e3030380a";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static ServerOffer read(FedTransport server) throws IOException {
        return OfferReader.read(new Line(server, Recorder.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100})
    void offer_withVenCrypt_hasItsSubtypes(int piece) throws IOException {
        String hex = V3_8 + "03 13 02 81  00 02 00 02 00000105 00000102";
        var server = new FedTransport(bytes(hex), piece);
        assertEquals(
                new ServerOffer(
                        "003.008", List.of(19, 2, 129), List.of(261, 258), Optional.empty()),
                read(server));
        assertArrayEquals(bytes(V3_8 + "13 00 02"), server.heard());
    }

    @Test
    void offer_cutOffAnywhere_isNoticed() {
        byte[] all = bytes(V3_8 + "03 13 02 81  00 02 00 02 00000105 00000102");
        for (int length = 0; length < all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            assertThrows(EndOfStreamException.class, () -> read(new FedTransport(cut, 3)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RFB 003.003, 00000002, 003.003, 2",
        "RFB 003.889, 01 1e, 003.889, 30",
        "RFB 005.000, 01 05, 005.000, 5",
    })
    void offer_ofOtherVersions_isThatOfTheirs(
            String version, String rest, String expected, int type) throws IOException {
        byte[] first = (version + "\n").getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(first, first.length + bytes(rest).length);
        System.arraycopy(bytes(rest), 0, all, first.length, bytes(rest).length);
        assertEquals(
                new ServerOffer(expected, List.of(type), List.of(), Optional.empty()),
                read(new FedTransport(all, 4)));
    }

    @Test
    void offer_thatIsARefusal_hasItsReason() throws IOException {
        var server = new FedTransport(bytes(V3_8 + "00 00000003 6e6f21"), 4);
        assertEquals(
                new ServerOffer("003.008", List.of(), List.of(), Optional.of("no!")), read(server));
    }

    @Test
    void offer_ofSomethingElse_isRefused() {
        var server = new FedTransport("HTTP/1.1 400 Bad".getBytes(US_ASCII), 4);
        assertThrows(RfbProtocolException.class, () -> read(server));
    }
}
