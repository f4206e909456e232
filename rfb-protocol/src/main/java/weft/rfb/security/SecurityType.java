package weft.rfb.security;

/// A security type (RFC 6143 §7.2 and the list of the rfbproto specification).
public enum SecurityType {
    /// Refuses the connection.
    INVALID(0),
    /// No authentication, no encryption.
    NONE(1),
    /// A challenge, encrypted with a password of up to eight bytes. See [VncAuth].
    VNC_AUTH(2),
    /// RSA-AES with 128 bits.
    RA2(5),
    /// RSA-AES with 128 bits, for the authentication only.
    RA2NE(6),
    /// TightVNC's negotiation of tunnels and authentication.
    TIGHT(16),
    /// UltraVNC's.
    ULTRA(17),
    /// Anonymous TLS, as Vino had it.
    TLS(18),
    /// A choice of types inside TLS.
    VENCRYPT(19),
    /// The simple authentication and security layer.
    SASL(20),
    /// MD5 hash authentication.
    MD5(21),
    /// Colin Dean's xvp.
    XVP(22),
    /// A secure tunnel.
    SECURE_TUNNEL(23),
    /// An integrated SSH.
    INTEGRATED_SSH(24),
    /// Apple's, with Diffie-Hellman.
    APPLE_DH(30),
    /// UltraVNC's Windows logon.
    MS_LOGON_II(113),
    /// RSA-AES with 256 bits.
    RA2_256(129),
    /// RSA-AES with 256 bits, for the authentication only.
    RA2NE_256(130),
    /// Whatever has another number.
    UNKNOWN(-1);

    private final int number;

    SecurityType(int number) {
        this.number = number;
    }

    /// The number on the wire; of [#UNKNOWN] there is none, and it is -1.
    public int number() {
        return number;
    }

    /// The type with this number, or [#UNKNOWN].
    public static SecurityType byNumber(int number) {
        for (SecurityType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
