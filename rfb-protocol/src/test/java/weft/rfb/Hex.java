package weft.rfb;

import java.util.HexFormat;
import java.util.function.Consumer;

/// Bytes as tests write them: hexadecimal digits, spaces where they help.
public final class Hex {

    private Hex() {}

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// What `writer` writes.
    public static byte[] written(Consumer<RfbBuffer> writer) {
        RfbBuffer out = new RfbBuffer(1);
        writer.accept(out);
        return out.toByteArray();
    }
}
