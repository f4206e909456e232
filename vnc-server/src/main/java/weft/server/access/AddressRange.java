package weft.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Addresses that begin with the same bits, as CIDR writes them: `192.0.2.0/24`, `2001:db8::/32`,
/// or one address alone.
public final class AddressRange {
    private final byte[] network;
    private final int bits;
    private final String text;

    private AddressRange(byte[] network, int bits, String text) {
        this.network = network;
        this.bits = bits;
        this.text = text;
    }

    /// The range that `text` names; no name is ever looked up.
    ///
    /// @throws IllegalArgumentException with the reason if it is none
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = bytes(text, address);
        int bits = slash < 0 ? 8 * bytes.length : prefix(text, text.substring(slash + 1));
        if (bits > 8 * bytes.length) {
            throw wrong(text, "it has more than %d bits".formatted(8 * bytes.length));
        }
        byte[] network = masked(bytes, bits);
        if (!Arrays.equals(network, bytes)) {
            throw wrong(text, "the address has bits beyond the first " + bits);
        }
        return new AddressRange(network, bits, text);
    }

    private static byte[] bytes(String text, String address) {
        boolean isLiteral =
                address.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                        || (address.contains(":") && address.matches("[0-9A-Fa-f:.]+"));
        if (!isLiteral) {
            throw wrong(text, "'%s' is no IP address".formatted(address));
        }
        try {
            return InetAddress.getByName(address).getAddress(); // a literal asks no DNS
        } catch (UnknownHostException e) {
            throw wrong(text, "'%s' is no IP address".formatted(address));
        }
    }

    private static int prefix(String text, String digits) {
        if (!digits.matches("\\d{1,3}")) {
            throw wrong(text, "'%s' is no number of bits".formatted(digits));
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(
                "not a range of addresses: '%s', %s".formatted(text, why));
    }

    private static byte[] masked(byte[] bytes, int bits) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp((long) bits - 8L * i, 0, 8);
            result[i] = (byte) (bytes[i] & (0xff00 >> kept));
        }
        return result;
    }

    /// Whether the address is one of them. An IPv4 address in the form of IPv6 counts as IPv4.
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes, bits), network);
    }

    /// As it was written.
    @Override
    public String toString() {
        return text;
    }
}
