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
                                + " RSA-AES, too; not over WebSockets yet"));
        webSockets(all);
        return all;
    }

    private static Elsewhere shown(String id, String what, String expected, String by) {
        return new Elsewhere(id, what, expected, "shown by " + by);
    }

    /// On a virtual clock, each alone and not beside others.
    private static void webSockets(List<Elsewhere> all) {
        String[][] inputs = {
            {"headers of 8193 bytes", "431, closed", "request_thatIsNone_isRefusedWithItsStatus"},
            {"more than 64 headers", "431, closed", "request_thatIsNone_isRefusedWithItsStatus"},
            {
                "a request line of 64 KiB",
                "414, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {
                "a header of a byte a second",
                "closed after 10 s",
                "handshake_thatIsNotFinished_endsAfterTenSeconds"
            },
            {
                "no key, a short one, two",
                "400, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {
                "version 8",
                "426 with the version that there is, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {"POST", "405, closed", "request_thatIsNone_isRefusedWithItsStatus"},
            {
                "a foreign origin, null, none",
                "403, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {
                "a host that is not this one",
                "403, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {"two hosts, two origins", "400, closed", "request_thatIsNone_isRefusedWithItsStatus"},
            {
                "folded headers, bare line feeds, NUL, two lengths",
                "400, closed",
                "request_thatIsNone_isRefusedWithItsStatus"
            },
            {"compression is offered", "let in without it", "extensions_areOfferedInVain"},
            {"a frame without a mask", "1002, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {"lengths of 2^63-1 and 2^31", "1009, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {"reserved bits", "1002, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {"opcodes that there are not", "1002, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {
                "control frames in parts, or too long",
                "1002, closed",
                "frame_thatIsNone_isRefusedWithItsCode"
            },
            {
                "a hundred thousand empty continuations",
                "taken, others have their turn",
                "emptyFrames_aHundredThousand_areTakenInTurns"
            },
            {"a text frame", "1003, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {"a close frame of one byte", "1002, closed", "frame_thatIsNone_isRefusedWithItsCode"},
            {
                "10 000 pings, and nothing is read",
                "not listened to until it reads",
                "pings_ofOneThatDoesNotRead_areNotRead"
            },
            {
                "messages over many frames, many messages in one",
                "legal",
                "message_inAThousandFrames_isOne and messages_aThousandInOneFrame_areAThousand"
            },
            {
                "10 000 connections that end in the midst of the handshake",
                "nothing is left",
                "handshake_brokenOff_leavesNothing"
            },
            {"paths that lead outside", "404, closed", "request_thatIsNone_isRefusedWithItsStatus"},
        };
        for (int i = 0; i < inputs.length; i++) {
            String[] input = inputs[i];
            all.add(shown("O" + (i + 1), input[0], input[1], "WebSocketTest, " + input[2]));
        }
    }
}
