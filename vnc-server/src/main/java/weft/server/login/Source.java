package weft.server.login;

import weft.server.connection.Origin;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Where connections come from, as limits count them: an IPv4 address, an IPv6 network of 64 bits,
/// which is what one subscriber has, or a way within this machine.
///
/// @param network the bits that count
record Source(Origin.Kind kind, boolean isIpv6, long network) {
    private static final int IPV6_NETWORK_BYTES = 8;

    static Source of(Origin origin) {
        if (origin.isLocal() || origin.address().isEmpty()) {
            return new Source(origin.kind(), false, 0);
        }
        InetAddress address = origin.address().get();
        boolean isIpv6 = address instanceof Inet6Address;
        byte[] bytes = address.getAddress();
        long network =
                new BigInteger(isIpv6 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes)
                        .longValue();
        return new Source(origin.kind(), isIpv6, network);
    }

    /// Whether it is this machine: perhaps a tunnel or a proxy with many people behind it.
    boolean isLocal() {
        return kind != Origin.Kind.REMOTE;
    }
}
