package weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.server.VncServer;
import weft.server.access.User;
import weft.server.access.UsersFile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class CommandTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve nonsense | 'nonsense' is no address",
                "serve :65536 | 65536 is not a port from 0 to 65535",
                "serve [x]:1 | [x] is no IPv6 address",
                "serve --size 0x0 | 1 to 16384 pixels per side, not 0x0",
                "serve --size 99999x1 | 1 to 16384 pixels per side, not 99999x1",
                "serve --size 1024 | a size is WIDTHxHEIGHT, such as 1024x768, not '1024'",
                "serve --size 16384x16384 | at most 67108864 pixels",
                "serve --size 10x10 | at least 64 pixels per side, not 10x10",
                "serve --audio --source echo | --audio: this source has no sound",
                "serve --source fractal | unknown source 'fractal', expected one of: testcard",
                "serve --source echo:1 | unknown source 'echo:1'",
                "serve --source testcard:slow | testcard or testcard:still",
                "serve --source raw:file | a raw source is raw:FILE@WxH@FPS, not 'raw:file'",
                "serve --source raw:-@8x8@0 | more than 0 and at most 1000 pictures a second",
                "serve --source image: | an image source is image:FILE[,FILE...]",
                "serve --source vnc:a:b:c | 'a:b:c' is no address",
                "serve --source x11:one | an X display is [HOST]:NUMBER[.SCREEN], such as :1, not"
                        + " 'one'",
                "serve --source x11::99999 | such as :1, not ':99999'",
                "serve --source x11::1 --size 64x64 | there can be no --size 64x64",
                "serve --source terminal --size 64x15 | a terminal has 2x1 to 131072 cells of 8x16"
                        + " pixels, not 8x0",
                "serve --source echo --exit-with-command | are for --source terminal",
                "serve --source echo --osc52 | are for --source terminal",
                "serve --source vnc::1 --size 64x64 | there can be no --size 64x64",
                "proxy | Missing required parameter: 'SERVER'",
                "proxy a:b:c | 'a:b:c' is no address",
                "replay --speed 0 none | a speed is more than 0 and at most 1000, not 0.0",
                "replay --from x none | expected a number of seconds",
                "record | Missing required parameter: 'SERVER'",
                "record a:b:c | 'a:b:c' is no address",
                "record :1 --listen 99999 | 99999 is not a port",
                "serve --source echo --power-control | there is no power to control",
                "serve --source echo --accept-resize | this source has a size of its own",
                "serve --share maybe | expected one of [allow-exclusive, force-shared, ignore]",
                "serve --allow localhost | 'localhost' is no IP address",
                "serve --allow 192.0.2.1/24 | the address has bits beyond the first 24",
                "serve --idle-limit 0 | expected a number of seconds",
                "serve --max-clients 0 | expected a number from 1",
                "serve --max-fps x | expected a number from 1",
                "serve --quality 10 | expected a level from 0 to 9, not '10'",
                "serve --lossless --quality 3 | mutually exclusive",
                "serve --frobnicate | Unknown option: '--frobnicate'",
                "serve --size | Missing required parameter",
                "serve --security-types VncAuth,TLSVnc | 'TLSVnc' is no security type of this"
                        + " server, which has X509Plain, X509SASL, X509Vnc, X509None, RA2_256,",
                "serve --security-types | Missing required parameter",
                "serve --tls-key f | --tls-key needs a --tls-cert",
                "serve --tls-client-ca f | --tls-client-ca needs --tls-cert or --tls-self-signed",
                "serve --tls-cert f --tls-self-signed | exclude each other",
                "serve --users f --pam login | --users and --pam exclude each other",
                "passwd --delete f | --delete, --role and --valid-until need a --user",
                "passwd --role owner f | --delete, --role and --valid-until need a --user",
                "passwd --user a --role king f | one of [view-only, operator, owner], not 'king'",
                "passwd --user a --valid-until x f | a time is like 2027-01-31T12:00:00Z",
                "passwd --user a --list f | --list goes with nothing else",
                "passwd --user a --delete --role owner f | --delete goes with no --role",
                "passwd | Missing required parameter: 'FILE'",
                "frobnicate | 'frobnicate'",
            })
    void weft_wrongArguments_isOneLineAndExitCode2(String arguments, String expected) {
        String complaint = Outcome.of(arguments.split(" ")).complaint(Main.USAGE);
        assertTrue(complaint.contains(expected), complaint);
    }

    @Test
    void weft_withoutCommand_saysThatOneIsMissing() {
        assertEquals(
                "a command is missing; weft --help lists them", Outcome.of().complaint(Main.USAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "serve --help", "help serve", "passwd -h"})
    void help_asked_goesToStandardOutput(String arguments) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertEquals(0, outcome.exitCode());
        assertEquals("", outcome.err());
        assertTrue(outcome.out().contains("Usage: weft"), outcome.out());
    }

    @Test
    void help_ofServe_namesEveryOptionAndSource() {
        String help = Outcome.of("help", "serve").out();
        for (String word :
                List.of(
                        "--source",
                        "--size",
                        "--name",
                        "--password-file",
                        "--users",
                        "--pam",
                        "--tls-cert",
                        "--tls-self-signed",
                        "--security-types",
                        "WEFT_PASSWORD",
                        "--share",
                        "--max-clients",
                        "--allow",
                        "--idle-limit",
                        "--on-connect",
                        "--max-fps",
                        "--lossless",
                        "--quality",
                        "--view-only",
                        "-v",
                        "testcard:still",
                        "image:FILE",
                        "raw:FILE@WxH@FPS",
                        "echo",
                        "unix:PATH")) {
            assertTrue(help.contains(word), () -> word + " is missing in\n" + help);
        }
    }

    @Test
    void version_asked_namesTheCoroutinesBackendAndTheCompression() {
        Outcome outcome = Outcome.of("--version");
        assertEquals(0, outcome.exitCode());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.get(0).matches("weft \\d+\\.\\d+\\.\\d+.*"), outcome.out());
        assertTrue(lines.get(1).startsWith("java " + Runtime.version()), outcome.out());
        assertEquals("coroutines continuation", lines.get(3));
        assertTrue(lines.get(4).matches("deflate ISA-L \\(.*\\), java.util.zip"), lines.get(4));
        assertTrue(lines.get(5).matches("jpeg libjpeg-turbo \\(.*\\)"), lines.get(5));
        assertTrue(lines.get(6).matches("h264 OpenH264 \\(.*\\)"), lines.get(6));
    }

    @Test
    void serve_portInUse_isOneLineAndExitCode1() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1::" + taken.getLocalPort();
            assertEquals(
                    "cannot listen on " + address + ": the address is in use",
                    Outcome.of("serve", "::0", address).complaint(Main.FAILURE));
        }
    }

    @Test
    void serve_unknownHost_isOneLineAndExitCode1() {
        String complaint = Outcome.of("serve", "no-such-host.invalid:1").complaint(Main.FAILURE);
        assertTrue(complaint.startsWith("there is no host no-such-host.invalid"), complaint);
    }

    @Test
    void serve_unreadableFile_isOneLineAndExitCode1() {
        Path none = directory.resolve("none");
        for (String source : List.of("image:" + none, "raw:" + none + "@8x8@25")) {
            assertEquals(
                    "cannot read " + none + ": there is no such file",
                    Outcome.of("serve", "::0", "--source", source).complaint(Main.FAILURE));
        }
    }

    @Test
    void proxy_ofNobody_isOneLineAndTheExitCodeOfVncdotool() {
        Path none = directory.resolve("none");
        String complaint = Outcome.of("proxy", none.toString(), "::0").complaint(10);
        assertTrue(complaint.startsWith("Cannot connect to unix:" + none), complaint);
    }

    @Test
    void proxy_ofAServerWithoutPower_mayForwardSizesButCannotControlPower() throws IOException {
        Path machine = directory.resolve("machine");
        try (VncServer _ = VncServer.builder(64, 48).listen(machine).start()) {
            String server = machine.toString();
            assertTrue(
                    Outcome.of("proxy", server, "::0", "--power-control")
                            .complaint(Main.USAGE)
                            .contains("there is no power to control"));
            Outcome served =
                    Outcome.of("proxy", server, "::0", "--accept-resize", "--exit-when-ready");
            assertEquals(0, served.exitCode(), served.err());
        }
    }

    @Test
    void replay_ofNoFile_isOneLineAndExitCode1() {
        Path none = directory.resolve("none");
        for (String[] arguments :
                new String[][] {
                    {"replay", none.toString()}, {"serve", "--source", "record:" + none}
                }) {
            assertEquals(
                    none + ": there is no such file",
                    Outcome.of(arguments).complaint(Main.FAILURE));
        }
    }

    @Test
    void serve_passwordFileOpenToOthers_isOneLineAndExitCode1() throws IOException {
        Path file = directory.resolve("passwd");
        Files.write(file, new byte[8]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String complaint =
                Outcome.of("serve", "::0", "--password-file", file.toString())
                        .complaint(Main.FAILURE);
        assertTrue(complaint.contains("is open to others (rw-r--r--)"), complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X509Vnc | X509Vnc cannot be offered at 127.0.0.1::0: there is no certificate",
                "VncAuth | VncAuth cannot be offered at 127.0.0.1::0: there is no password",
                "vncauth | VncAuth cannot be offered at 127.0.0.1::0: there is no password",
            })
    void serve_securityTypesThatThereIsNothingFor_isOneLineAndExitCode1(
            String types, String complaint) {
        assertEquals(
                complaint,
                Outcome.of("serve", "::0", "--security-types", types).complaint(Main.FAILURE));
    }

    @Test
    void serve_certificateThatCannotBeUsed_isOneLineAndExitCode1() {
        Path none = directory.resolve("none");
        String complaint =
                Outcome.of("serve", "::0", "--tls-cert", none.toString()).complaint(Main.FAILURE);
        assertTrue(complaint.contains(none.toString()), complaint);
    }

    @Test
    void serve_pamServiceThatIsNotThere_isOneLineAndExitCode1() {
        assertEquals(
                "'a/b' is no name of a PAM service",
                Outcome.of("serve", "::0", "--pam", "a/b").complaint(Main.FAILURE));
    }

    @Test
    void serve_users_areReadBeforeItListens() throws IOException {
        Path file = directory.resolve("users");
        assertEquals(
                "cannot read the users file " + file + ": there is no such file",
                Outcome.of("serve", "::0", "--users", file.toString()).complaint(Main.FAILURE));
        UsersFile.put(file, User.of("alice", "pencil".toCharArray()));
        Outcome served =
                Outcome.of("serve", "::0", "--users", file.toString(), "--exit-when-ready");
        assertEquals(0, served.exitCode(), served.err());
    }

    @Test
    void serve_verboseFailure_isFollowedByTheTrace() {
        Outcome outcome = Outcome.of("serve", "-v", "--source", "image:/no/such/file");
        assertEquals(Main.FAILURE, outcome.exitCode());
        assertTrue(outcome.err().startsWith("weft: cannot read /no/such/file"), outcome.err());
        assertTrue(outcome.err().contains("\tat "), outcome.err());
    }

    @Test
    void serve_severalAddresses_areAllAnnouncedInOrder() {
        Path socket = directory.resolve("weft");
        Outcome outcome =
                Outcome.of("serve", "::0", "unix:" + socket, "[::1]::0", "--exit-when-ready");
        assertEquals(0, outcome.exitCode(), outcome.err());
        String ready =
                "READY vnc=127\\.0\\.0\\.1::\\d+ vnc=unix:" + socket + " vnc=\\[::1]::\\d+\\R";
        assertTrue(outcome.out().matches(ready), outcome.out());
    }

    @Test
    void serve_webSocket_isAnnouncedBehindTheOthers() {
        Outcome outcome =
                Outcome.of("serve", "--websocket", "::0", "127.0.0.1::0", "--exit-when-ready");
        assertEquals(0, outcome.exitCode(), outcome.err());
        String ready = "READY vnc=127\\.0\\.0\\.1::\\d+ web=ws://127\\.0\\.0\\.1:\\d+/\\R";
        assertTrue(outcome.out().matches(ready), outcome.out());
        Outcome socket =
                Outcome.of("serve", "--websocket", directory.resolve("w").toString(), "::0");
        assertEquals(Main.USAGE, socket.exitCode());
        assertTrue(socket.err().contains("--websocket needs a TCP port"), socket.err());
    }

    @Test
    void serve_withoutAddress_takesTheFirstFreePortFrom5900() throws IOException {
        Outcome first = Outcome.of("serve", "--exit-when-ready");
        int port =
                Integer.parseInt(first.out().strip().substring("READY vnc=127.0.0.1::".length()));
        assertTrue(port >= 5900 && port < 6000, first.out());
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Outcome next = Outcome.of("serve", "--exit-when-ready");
            int other =
                    Integer.parseInt(
                            next.out().strip().substring("READY vnc=127.0.0.1::".length()));
            assertTrue(other > taken.getLocalPort(), next.out());
        }
    }
}
