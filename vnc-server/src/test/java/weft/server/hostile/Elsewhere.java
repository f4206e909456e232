package weft.server.hostile;

import java.util.ArrayList;
import java.util.List;

/// The inputs of the list that are not said here: what shows their fate instead, or why nothing
/// does.
///
/// @param id as in the list of inputs
/// @param what what it is, in a line
/// @param expected its fate, in a line
/// @param seen where that is shown
record Elsewhere(String id, String what, String expected, String seen) {

    static List<Elsewhere> all() {
        List<Elsewhere> all = new ArrayList<>();
        all.add(
                shown(
                        "A8",
                        "2000 connections from 250 addresses",
                        "at most 32 stay, newcomers are turned away at random from 16 on",
                        "AdmissionTest, silentConnections_of250Sources_areAtMost32InTotal"));
        all.add(
                shown(
                        "D9",
                        "the password's time is over between challenge and response",
                        "fails after a second",
                        "PasswordTest,"
                                + " password_untilItsTime_letsIn_andThenNobodyAndTheOthersStay"));
        all.add(
                shown(
                        "D11",
                        "1000 wrong guesses",
                        "8 are looked at in 30 s, at most 300 in a day",
                        "GuessLimitTest, oneSource_in30Seconds_gets8Guesses and"
                                + " oneSource_inADay_getsLessThan300Guesses"));
        all.add(
                new Elsewhere(
                        "D12",
                        "wrong in the first byte and wrong in the last, many times each",
                        "the time tells nothing",
                        "measured by PasswordTiming of tools/bench, and not asserted"));
        all.add(
                shown(
                        "P9",
                        "mutations that know the grammar",
                        "no exception but of the protocol, nothing is kept",
                        "tools/fuzz, whose corpus and log are kept there"));
        all.add(
                shown(
                        "P10",
                        "all of it inside of TLS, RSA-AES and WebSockets",
                        "the same",
                        "the inputs of the groups D and H to P, which are said over TLS and"
                                + " RSA-AES, too; there is no WebSocket yet"));
        webSockets(all);
        return all;
    }

    private static Elsewhere shown(String id, String what, String expected, String by) {
        return new Elsewhere(id, what, expected, "shown by " + by);
    }

    /// Weft's server has no WebSockets yet.
    private static void webSockets(List<Elsewhere> all) {
        List<String> inputs =
                List.of(
                        "headers of 4097 bytes",
                        "101 headers",
                        "a request line of 64 KiB",
                        "a header of a byte a second",
                        "no key, a short one, two",
                        "version 8",
                        "POST",
                        "a foreign origin, null, none",
                        "a host that is not this one",
                        "two hosts, two origins",
                        "folded headers, bare line feeds, NUL, two lengths",
                        "compression is offered",
                        "a frame without a mask",
                        "lengths of 2^63-1 and 2^31",
                        "reserved bits",
                        "opcodes that there are not",
                        "control frames in parts, or too long",
                        "a million empty continuations",
                        "a text frame",
                        "a close frame of one byte",
                        "a million pings, and nothing is read",
                        "messages over many frames, many messages in one",
                        "10 000 connections that end in the midst of the handshake",
                        "paths that lead outside");
        for (int i = 0; i < inputs.size(); i++) {
            all.add(
                    new Elsewhere(
                            "O" + (i + 1),
                            inputs.get(i),
                            "as section 2 of the list says",
                            "not served: Weft's server has no WebSocket yet"));
        }
    }
}
