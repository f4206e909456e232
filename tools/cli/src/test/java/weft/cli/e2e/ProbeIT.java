package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.probe.EncodingResult;
import weft.cli.probe.Probe;
import weft.cli.probe.ProbeReport;
import weft.client.VncClient;
import weft.client.probe.ServerExtension;
import weft.client.trust.ServerTrust;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is found out about servers: Weft, TigerVNC's, LibVNCServer's, QEMU.
@ExtendWith(Programs.class)
@Timeout(180)
class ProbeIT {

    @TempDir Path home;

    private static ProbeReport probe(String address, ServerTrust trust) {
        return new Probe(
                        VncClient.to(address).password("secret").trust(trust),
                        Duration.ofSeconds(20),
                        _ -> {})
                .run();
    }

    private static Set<Encoding> used(ProbeReport report) {
        return report.encodings().stream()
                .filter(EncodingResult::isUsed)
                .map(EncodingResult::asked)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Encoding.class)));
    }

    private static void assertHas(ProbeReport report, ServerExtension... extensions) {
        Set<ServerExtension> known = report.announcement().orElseThrow().extensions();
        assertTrue(known.containsAll(List.of(extensions)), () -> "announced: " + known);
    }

    private static void assertMeasured(ProbeReport report) {
        assertEquals(20, report.announcement().orElseThrow().roundTrips().size());
        for (EncodingResult result : report.encodings()) {
            assertTrue(
                    result.failure().isPresent() || (result.millis() > 0 && result.bytes() > 16),
                    result::toString);
        }
        assertTrue(report.obeysPixelFormat());
    }

    @Test
    void weft_isFoundToHaveAllThatItHas() {
        try (CardServer server = CardServer.still(320, 240)) {
            ProbeReport report = probe("::" + server.port(), ServerTrust.SYSTEM);
            assertEquals("003.008", report.offer().version());
            assertEquals(List.of(1), report.offer().securityTypes());
            assertTrue(used(report).containsAll(List.of(Encoding.RAW, Encoding.TRLE)));
            assertTrue(used(report).containsAll(List.of(Encoding.ZYWRLE, Encoding.TIGHT_PNG)));
            assertHas(report, ServerExtension.FENCE, ServerExtension.CONTINUOUS_UPDATES);
            assertMeasured(report);
            assertEquals(320, report.frame().orElseThrow().width());
        }
    }

    @Test
    void xtigervnc_isFoundWithItsTypesAndExtensions() throws IOException {
        Certificates certificates = Certificates.make(home);
        String[] options = {
            "-SecurityTypes",
            "X509None,TLSNone",
            "-X509Cert",
            certificates.certificate().toString(),
            "-X509Key",
            certificates.key().toString()
        };
        try (Xtigervnc server = Xtigervnc.start(home, options)) {
            ServerTrust trust = ServerTrust.SYSTEM.authorities(certificates.authority());
            ProbeReport report = probe(server.address(), trust);
            assertEquals(List.of(19), report.offer().securityTypes());
            assertEquals(List.of(260, 257), report.offer().venCryptSubtypes());
            assertEquals(
                    EnumSet.of(
                            Encoding.RAW,
                            Encoding.RRE,
                            Encoding.HEXTILE,
                            Encoding.TIGHT,
                            Encoding.ZRLE),
                    used(report));
            assertHas(
                    report,
                    ServerExtension.FENCE,
                    ServerExtension.CONTINUOUS_UPDATES,
                    ServerExtension.EXTENDED_DESKTOP_SIZE,
                    ServerExtension.EXTENDED_CLIPBOARD,
                    ServerExtension.QEMU_KEY_EVENTS,
                    ServerExtension.LED_STATE);
            assertMeasured(report);
            assertTrue(
                    report.findings()
                            .contains(
                                    "has TLS without a certificate (TLS_NONE): nobody can tell"
                                            + " whose it is"));
        }
    }

    @Test
    void x11vnc_isFoundWithItsEncodings() {
        Path socket = home.resolve("x11vnc.socket");
        try (XServer x = XServer.start(home);
                Running x11vnc =
                        x.run(
                                "x11vnc",
                                "-unixsock",
                                socket.toString(),
                                "-rfbport",
                                "0",
                                "-passwd",
                                "secret",
                                "-forever",
                                "-norc")) {
            UnixSockets.awaitListening(socket, x11vnc);
            ProbeReport report = probe(socket.toString(), ServerTrust.SYSTEM);
            assertEquals(List.of(2), report.offer().securityTypes());
            assertTrue(used(report).containsAll(List.of(Encoding.CORRE, Encoding.ZLIB)));
            assertMeasured(report);
            assertTrue(
                    report.findings()
                            .contains("offers nothing that encrypts what is shown and typed"));
        }
    }

    @Test
    void qemu_isFoundWithItsExtensions_andAskedForZywrleSendsAnother() {
        Path socket = home.resolve("qemu.socket");
        try (Running qemu = Qemu.start(home, "unix:" + socket + ",power-control=on")) {
            UnixSockets.awaitListening(socket, qemu);
            ProbeReport report = probe(socket.toString(), ServerTrust.SYSTEM);
            assertTrue(used(report).containsAll(List.of(Encoding.HEXTILE, Encoding.TIGHT_PNG)));
            assertHas(
                    report,
                    ServerExtension.QEMU_KEY_EVENTS,
                    ServerExtension.LED_STATE,
                    ServerExtension.EXTENDED_CLIPBOARD,
                    ServerExtension.XVP);
            assertMeasured(report);
            assertTrue(
                    report.findings().stream()
                            .anyMatch(finding -> finding.startsWith("asked for ZYWRLE: ")),
                    () -> report.findings().toString());
        }
    }
}
