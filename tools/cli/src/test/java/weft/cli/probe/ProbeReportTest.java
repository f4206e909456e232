package weft.cli.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.client.failure.RefusedException;
import weft.client.probe.Announcement;
import weft.client.probe.ServerExtension;
import weft.client.probe.ServerOffer;
import weft.framebuffer.Frame;
import weft.framebuffer.XrgbSurface;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ServerInit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ProbeReportTest {

    private static final ServerOffer OFFER =
            new ServerOffer("003.003", List.of(2, 200), List.of(257, 261), Optional.empty());

    private static final Announcement KNOWN =
            new Announcement(
                    new ServerInit(640, 480, PixelFormat.RGB565, "a\u001b[31mdesk"),
                    Set.of(ServerExtension.XVP, ServerExtension.CURSOR),
                    2,
                    List.of(Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(2)));

    private static final List<EncodingResult> ENCODINGS =
            List.of(
                    new EncodingResult(
                            Encoding.RAW,
                            false,
                            Map.of(Encoding.RAW, 1),
                            1.5,
                            100,
                            Optional.empty()),
                    new EncodingResult(
                            Encoding.TIGHT, true, Map.of(), 0, 0, Optional.of("got lost")));

    private static final ProbeReport REPORT =
            new ProbeReport(
                    OFFER,
                    Optional.of(KNOWN),
                    ENCODINGS,
                    false,
                    Optional.empty(),
                    Optional.empty());

    @Test
    void findings_nameEverythingThatIsWrong() {
        assertEquals(
                List.of(
                        "speaks 3.3 only: it decides how one logs in, and never says why not",
                        "offers nothing that encrypts what is shown and typed",
                        "VNC_AUTH looks at the first 8 characters of a password only",
                        "has TLS without a certificate (TLS_NONE): nobody can tell whose it is",
                        "has no fences: sync trusts that it handles messages in their order",
                        "asked for TIGHT with JPEG: got lost",
                        "ignores SetPixelFormat: 16 bits were asked for, and something else came",
                        "sends nothing but Raw"),
                REPORT.findings());
    }

    @Test
    void text_hasAllOfItWithoutControlCharactersOfTheServer() {
        assertEquals(
                """
                version     003.003
                security    VNC_AUTH (2), UNKNOWN (200)
                VeNCrypt    TLS_NONE (257), X509_VNC (261)
                name        a?[31mdesk
                screen      640x480 of 2 screens, 16 bits, depth 16, little-endian, red 31<<11 green 63<<5 blue 31<<0
                extensions  Cursor, xvp
                round trip  1.00 ms at least, 2.00 ms in the middle of 3

                asked for        sent    rectangles  bytes   ms
                RAW              RAW              1    100  1.5
                TIGHT with JPEG  failed           0

                ! speaks\
                """,
                ProbeText.of(REPORT).substring(0, ProbeText.of(REPORT).indexOf(" 3.3 only")));
    }

    @Test
    void json_isOneObjectWithTheSame() {
        String json = ProbeJson.of(REPORT);
        assertEquals(1, json.lines().count());
        assertTrue(json.startsWith("{\"version\":\"003.003\",\"securityTypes\":[{\"number\":2,"));
        for (String part :
                List.of(
                        "\"venCryptSubtypes\":[{\"number\":257,\"name\":\"TLS_NONE\"},",
                        "\"name\":\"a\\u001b[31mdesk\",\"width\":640,\"height\":480,\"screens\":2,",
                        "\"max\":[31,63,31],\"shift\":[11,5,0]}",
                        "\"extensions\":[\"Cursor\",\"xvp\"]",
                        "\"roundTripMinMillis\":1.0,\"roundTripMedianMillis\":2.0",
                        "{\"asked\":\"RAW\",\"lossy\":false,\"sent\":{\"RAW\":1},\"millis\":1.5,",
                        "\"failure\":\"got lost\"}",
                        "\"obeysPixelFormat\":false")) {
            assertTrue(json.contains(part), part + " in " + json);
        }
    }

    @Test
    void refusalsAndFailures_areFindings() {
        var refusing = new ServerOffer("003.008", List.of(), List.of(), Optional.of("too many"));
        assertEquals(
                List.of("refuses everybody: too many"), ProbeReport.refused(refusing).findings());
        var good = new ServerOffer("003.008", List.of(5), List.of(), Optional.empty());
        ProbeReport failed = ProbeReport.failed(good, new RefusedException("wrong password"));
        assertEquals(List.of("no login: wrong password"), failed.findings());
        assertEquals("version     003.008", ProbeText.of(failed).lines().findFirst().orElseThrow());
    }

    private static Frame frame(int width, int height, int rgb) {
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, rgb);
        return Frame.of(XrgbSurface.of(pixels, width, height));
    }

    @Test
    void pixelsIn16Bits_areLikeTheExactOnes_andOthersAreNot() {
        Optional<Frame> exact = Optional.of(frame(8, 4, 0x123456));
        assertTrue(Probe.isLike(exact, frame(8, 4, 0x103452)));
        assertFalse(Probe.isLike(exact, frame(8, 4, 0x563412)));
        assertFalse(Probe.isLike(exact, frame(4, 8, 0x123456)));
    }
}
