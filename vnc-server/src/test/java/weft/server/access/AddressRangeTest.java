package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/63, 2001:db8:0:1::, true",
        "2001:db8::/63, 2001:db8:0:2::, false",
        "::/0, ::1, true",
        "::1, ::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.1, true"
    })
    void contains_comparesTheFirstBits(String range, String address, boolean inside)
            throws Exception {
        assertEquals(inside, AddressRange.of(range).contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1/24, the address has bits beyond the first 24",
        "192.0.2.0/33, it has more than 32 bits",
        "::/129, it has more than 128 bits",
        "192.0.2.0/, '' is no number of bits",
        "192.0.2.0/x, 'x' is no number of bits",
        "192.0.2.0/-1, '-1' is no number of bits",
        "192.0.2, '192.0.2' is no IP address",
        "256.0.0.1, '256.0.0.1' is no IP address",
        "localhost, 'localhost' is no IP address",
        "1:2:3, '1:2:3' is no IP address",
        "/8, '' is no IP address"
    })
    void whatIsNoRange_isRefusedWithTheReason(String text, String why) {
        var e = assertThrows(IllegalArgumentException.class, () -> AddressRange.of(text));
        assertEquals("not a range of addresses: '%s', %s".formatted(text, why), e.getMessage());
    }

    @Test
    void toString_isAsWritten() {
        assertEquals("192.0.2.0/24", AddressRange.of("192.0.2.0/24").toString());
    }
}
