package weft.rfb.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the header of a JPEG says of how it was compressed (ITU-T T.81 annex B).
///
/// @param tables the quantisation tables by number, in hexadecimal
/// @param frame the marker of the frame, its precision and size
/// @param samplings horizontal and vertical sampling factors of each component
record JpegHeader(Map<Integer, String> tables, String frame, List<String> samplings) {

    private static final int DQT = 0xdb;
    private static final int SOF0 = 0xc0;
    private static final int SOF15 = 0xcf;
    private static final int DHT = 0xc4;
    private static final int SOS = 0xda;

    static JpegHeader of(byte[] jpeg) {
        Map<Integer, String> tables = new TreeMap<>();
        List<String> samplings = new ArrayList<>();
        String frame = "";
        int at = 2;
        while (u8(jpeg, at + 1) != SOS) {
            int marker = u8(jpeg, at + 1);
            int end = at + 2 + u16(jpeg, at + 2);
            if (marker == DQT) {
                for (int t = at + 4; t < end; t += 65) {
                    tables.put(u8(jpeg, t), hex(jpeg, t + 1, 64));
                }
            } else if (marker >= SOF0 && marker <= SOF15 && marker != DHT) {
                frame = hex(jpeg, at + 1, 1) + " " + hex(jpeg, at + 4, 5);
                for (int c = at + 10; c < end; c += 3) {
                    samplings.add(hex(jpeg, c + 1, 1));
                }
            }
            at = end;
        }
        return new JpegHeader(tables, frame, samplings);
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    private static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    private static String hex(byte[] bytes, int from, int length) {
        return HexFormat.of().formatHex(bytes, from, from + length);
    }
}
