package weft.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchServerCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve | expected either a PICTURE to serve or --connect",
                "serve web --connect :1 | expected either a PICTURE to serve or --connect",
                "serve web --viewers 0 | expected viewers from 1 to 1000, not '0'",
                "serve web --viewers 1,x | expected viewers from 1 to 1000, not 'x'",
                "serve web --fps 1001 | expected pictures a second from 1 to 1000, not '1001'",
                "serve web --throttle 5G | such as 500k or 2M, not '5G'",
                "serve web --throttle 0k | such as 500k or 2M, not '0k'",
                "serve web --seconds -1 | expected seconds from 0 to 9999, not '-1'",
                "serve web --encoding cat | tightpng, trle, zlib, zrle, zywrle], not 'cat'",
                "serve --connect :x | ':x'",
                "serve web --pid 0 | expected a number from 1",
                "latency --connect :1 --beside video | --beside is not for --connect",
                "latency --gap 1001 | expected milliseconds from 0 to 1000, not '1001'",
                "latency --presses 0 | expected a number from 1",
                "latency --beside video --size 100x79 | at least 80 high, not 79",
                "latency web | Unmatched argument at index 2: 'web'",
                "idle --viewers 0 | expected viewers from 1 to 100000, not '0'",
                "soak --time 5 | expected a time such as 90s, 10m or 72h, not '5'",
                "soak --faults F99 | not 'F99'",
                "soak --seed x | 'x'",
                "idle --rest x | expected seconds from 0 to 9999, not 'x'",
                "host --viewers 100001 | expected viewers from 1 to 100000, not '100001'",
                "play | Missing required parameter: 'PICTURE'",
                "play video --echo --size 100x79 | at least 80 high, not 79",
                "play video --listen 1.2.3.4 | '1.2.3.4'",
            })
    void bench_wrongArguments_isOneLineAndExitCode2(String arguments, String expected) {
        String complaint = Outcome.of(("bench " + arguments).split(" ")).complaint(Main.USAGE);
        assertTrue(complaint.contains(expected), complaint);
    }
}
