package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The messages of SASL, as rfbproto has them.
class SaslTest {

    private static void assertRefused(String message, String hex, Function<RfbInput, ?> reader) {
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> reader.apply(Feed.whole(Hex.bytes(hex))));
        assertEquals(message, e.getMessage());
    }

    private static String show(Optional<byte[]> data) {
        return data.map(Hex::of).orElse("none");
    }

    @Test
    void mechanisms_areTextWithCommas() {
        var list = List.of("SCRAM-SHA-256", "PLAIN");
        String hex = "00000013 534352414d2d5348412d323536 2c 504c41494e";
        assertEquals(
                Hex.of(Hex.bytes(hex)),
                Hex.of(Hex.written(out -> Sasl.writeMechanisms(out, list))));
        Feed.assertParses(list, Hex.bytes(hex), Sasl::readMechanisms);
        Feed.assertParses(
                List.of("ANONYMOUS", "KERBEROS_V4", "DIGEST-MD5"),
                Hex.bytes("00000020" + Hex.of("ANONYMOUS,KERBEROS_V4,DIGEST-MD5".getBytes(UTF_8))),
                Sasl::readMechanisms);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, An empty list of mechanisms of SASL",
        "0000012d, A list of mechanisms of SASL of 301 bytes > limit 300",
        "ffffffff, A list of mechanisms of SASL of 4294967295 bytes > limit 300",
        "00000001 2c, The name of a mechanism of SASL has other characters than A-Z 0-9 - _",
        "00000002 412c, The name of a mechanism of SASL has other characters than A-Z 0-9 - _",
        "00000002 4100, The name of a mechanism of SASL has other characters than A-Z 0-9 - _",
        "00000001 61, The name of a mechanism of SASL has other characters than A-Z 0-9 - _",
    })
    void mechanisms_malformed_areRefused(String hex, String message) {
        assertRefused(message, hex, Sasl::readMechanisms);
    }

    @Test
    void mechanisms_thatNobodyTakes_areNotWritten() {
        for (var list : List.of(List.<String>of(), List.of("A".repeat(301)))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Hex.written(out -> Sasl.writeMechanisms(out, list)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00000005 504c41494e 00000000, PLAIN, none",
        "00000005 504c41494e 00000001 00, PLAIN, ''",
        "00000005 504c41494e 00000005 00610062 00, PLAIN, 00610062",
        "00000001 5f 00000002 00 00, _, 00",
    })
    void start_isAMechanismAndData(String hex, String mechanism, String data) {
        Optional<byte[]> bytes =
                data.equals("none") ? Optional.empty() : Optional.of(Hex.bytes(data));
        var start = new Sasl.Start(mechanism, bytes);
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(start::write)));
        Feed.assertParses(
                mechanism + " " + data,
                Hex.bytes(hex),
                in -> {
                    Sasl.Start read = Sasl.Start.read(in);
                    return read.mechanism() + " " + show(read.data());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, An empty name of a mechanism of SASL",
        "00000065, A name of a mechanism of SASL of 101 bytes > limit 100",
        "80000000, A name of a mechanism of SASL of 2147483648 bytes > limit 100",
        "00000003 412c42, The name of a mechanism of SASL has other characters than A-Z 0-9 - _",
        "00000001 41 00001001, A message of SASL of 4097 bytes > limit 4096",
        "00000001 41 ffffffff, A message of SASL of 4294967295 bytes > limit 4096",
        "00000001 41 00000001 01, 'Expected a zero at the end of a message of SASL, got 1'",
        "00000001 41 00000002 00ff, 'Expected a zero at the end of a message of SASL, got 255'",
    })
    void start_malformed_isRefusedBeforeItIsRead(String hex, String message) {
        assertRefused(message, hex, Sasl.Start::read);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000 00, none, false",
        "00000000 01, none, true",
        "00000001 00 01, '', true",
        "00000003 763d 00 01, 763d, true",
        "00000003 723d 00 00, 723d, false",
    })
    void reply_isDataAndWhetherItIsComplete(String hex, String data, boolean complete) {
        Optional<byte[]> bytes =
                data.equals("none") ? Optional.empty() : Optional.of(Hex.bytes(data));
        var reply = new Sasl.Reply(bytes, complete);
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(reply::write)));
        Feed.assertParses(
                complete + " " + data,
                Hex.bytes(hex),
                in -> {
                    Sasl.Reply read = Sasl.Reply.read(in);
                    return read.isComplete() + " " + show(read.data());
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 4095})
    void step_ofAnyLength_isReadAgain(int length) {
        Optional<byte[]> data = length < 0 ? Optional.empty() : Optional.of(new byte[length]);
        byte[] message = Hex.written(out -> Sasl.writeStep(out, data));
        assertEquals(4 + length + 1, message.length);
        Feed.assertParses(show(data), message, in -> show(Sasl.readStep(in)));
    }

    @Test
    void step_tooLong_isNotWritten() {
        Optional<byte[]> tooLong = Optional.of(new byte[4096]);
        assertThrows(
                IllegalArgumentException.class,
                () -> Hex.written(out -> Sasl.writeStep(out, tooLong)));
        assertRefused("A message of SASL of 4097 bytes > limit 4096", "00001001", Sasl::readStep);
    }
}
