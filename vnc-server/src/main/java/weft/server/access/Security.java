package weft.server.access;

import java.util.Arrays;
import java.util.Optional;

/// A way to log in: a security type of RFB, or of VeNCrypt with what is inside of it. They are in
/// the order in which viewers are offered them, the strongest first, and have the names that
/// TigerVNC's `SecurityTypes` gives them.
///
/// | way                     | encrypts all | asks for                            |
/// |-------------------------|--------------|-------------------------------------|
/// | X509_PLAIN              | yes          | user name and password              |
/// | X509_SASL               | yes          | what a SASL mechanism wants         |
/// | X509_VNC                | yes          | the password of VncAuth             |
/// | X509_NONE               | yes          | a client's certificate, or nothing  |
/// | RA2_256, RA2            | yes          | user name and password, or the latter |
/// | RA2NE_256, RA2NE        | the login only | the same                          |
/// | SASL                    | no           | what a SASL mechanism wants         |
/// | APPLE_DH                | the login only, weakly | user name and password    |
/// | VNC_AUTH                | no           | the password of VncAuth             |
/// | NONE                    | no           | nothing                             |
///
/// Types with anonymous TLS are not among them: Java has it disabled in the whole JVM.
public enum Security {
    /// TLS with a certificate, name and password inside (VeNCrypt 262).
    X509_PLAIN("X509Plain", true),
    /// TLS with a certificate, SASL inside (VeNCrypt 263).
    X509_SASL("X509SASL", true),
    /// TLS with a certificate, [#VNC_AUTH] inside (VeNCrypt 261).
    X509_VNC("X509Vnc", true),
    /// TLS with a certificate and nothing inside (VeNCrypt 260).
    X509_NONE("X509None", true),
    /// RSA and AES with 256 bits (129).
    RA2_256("RA2_256", true),
    /// RSA and AES with 128 bits, which rests on SHA-1 (5).
    RA2("RA2", true),
    /// [#RA2_256] that encrypts nothing but the login (130).
    RA2NE_256("RA2ne_256", false),
    /// [#RA2] that encrypts nothing but the login (6).
    RA2NE("RA2ne", false),
    /// SASL, in clear (20).
    SASL("SASL", false),
    /// Apple's Diffie-Hellman (30): MD5 and AES in the ECB mode hide name and password from those
    /// who only listen; nothing else is encrypted and the server is not proved.
    APPLE_DH("AppleDH", false),
    /// A challenge, answered by DES with a password of at most 8 bytes (2).
    VNC_AUTH("VncAuth", false),
    /// Nothing (1).
    NONE("None", false);

    private final String text;
    private final boolean encrypts;

    Security(String text, boolean encrypts) {
        this.text = text;
        this.encrypts = encrypts;
    }

    /// Whether it encrypts all that follows.
    public boolean encrypts() {
        return encrypts;
    }

    /// Whether it is inside of VeNCrypt.
    public boolean isVeNCrypt() {
        return text.startsWith("X509");
    }

    /// The one with this name, in any case of letters.
    public static Optional<Security> byName(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equalsIgnoreCase(name)).findFirst();
    }

    /// The name by which TigerVNC knows it.
    @Override
    public String toString() {
        return text;
    }
}
