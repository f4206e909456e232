package weft.server.hostile;

import java.util.EnumSet;
import java.util.Set;

/// How viewers come in.
enum Transport {
    TCP,
    UNIX,
    /// TLS over TCP, by VeNCrypt.
    TLS,
    /// RSA-AES over TCP.
    RA2;

    /// Those over which all is said as it is.
    static final Set<Transport> CLEAR = EnumSet.of(TCP, UNIX);

    boolean isEncrypted() {
        return !CLEAR.contains(this);
    }
}
