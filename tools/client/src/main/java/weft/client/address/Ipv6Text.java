package weft.client.address;

import java.net.Inet6Address;
import java.util.Arrays;

/// IPv6 addresses as people write them (RFC 5952): the longest run of zero groups is `::`.
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        Arrays.setAll(groups, i -> (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF));
        int runStart = 0;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zerosFrom(groups, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        String text =
                runLength == 1
                        ? join(groups, 0, GROUPS)
                        : join(groups, 0, runStart)
                                + "::"
                                + join(groups, runStart + runLength, GROUPS);
        return address.getScopeId() == 0 ? text : text + "%" + scope(address);
    }

    private static String scope(Inet6Address address) {
        return address.getScopedInterface() == null
                ? Integer.toString(address.getScopeId())
                : address.getScopedInterface().getName();
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
