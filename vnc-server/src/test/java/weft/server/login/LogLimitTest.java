package weft.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.coroutine.ManualLoop;
import weft.server.connection.Origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

class LogLimitTest {
    private final ManualLoop loop = ManualLoop.create();
    private final List<String> summaries = new ArrayList<>();
    private final LogLimit limit = new LogLimit(loop, summaries::add);

    private static Origin origin(int address) {
        try {
            byte[] bytes = {(byte) 198, 51, (byte) (address >> 8), (byte) address};
            return Origin.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private int told(Origin origin, int lines) {
        return loop.computeLocked(() -> {
            int told = 0;
            for (int i = 0; i < lines; i++) {
                told += limit.mayTell(origin) ? 1 : 0;
            }
            return told;
        });
    }

    @Test
    void lines_ofOneSource_areLimitedForAMinute() {
        assertEquals(LogLimit.LINES, told(origin(1), 1000));
        assertEquals(10, told(origin(2), 10)); // who comes from elsewhere
        loop.advance(LogLimit.PERIOD_NANOS - 1);
        assertEquals(0, told(origin(1), 1));
        assertEquals(List.of(), summaries);
        loop.advance(1);
        assertEquals(LogLimit.LINES, told(origin(1), 1000));
        assertEquals(List.of("198.51.0.1: 941 more lines in a minute are left out"), summaries);
    }

    @Test
    void lines_ofThisMachine_areAllTold() {
        Origin here = Origin.of(InetAddress.getLoopbackAddress());
        assertEquals(1000, told(here, 1000));
        assertEquals(1000, told(Origin.UNIX, 1000));
        assertEquals(1000, told(Origin.IN_PROCESS, 1000));
    }

    @Test
    void sources_withoutEnd_shareOneNumber() {
        for (int i = 0; i < LogLimit.SOURCES; i++) {
            assertEquals(1, told(origin(i), 1));
        }
        assertEquals(0, told(origin(LogLimit.SOURCES), 5));
        loop.advance(LogLimit.PERIOD_NANOS);
        assertEquals(1, told(origin(LogLimit.SOURCES), 1));
        assertEquals(
                List.of("more than 10000 addresses: 5 more lines in a minute are left out"),
                summaries);
    }
}
