package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.List;
import java.util.stream.IntStream;

/// The messages of VeNCrypt 0.2 before TLS (rfbproto, VeNCrypt).
///
/// ```
/// client                              server
///   <------------- version: u8 0, u8 2
///   version: u8 0, u8 2 ---------------->
///   <------ u8 0; else it hangs up
///   <------ u8 count, u32 subtypes
///   u32 subtype ------------------------>
///   <------ u8 1; else it hangs up      // of those with TLS
/// ```
public final class VeNCrypt {

    private static final int MAJOR = 0;
    private static final int MINOR = 2;
    private static final int VERSION_TAKEN = 0;
    private static final int VERSION_REFUSED = 0xff;
    private static final int SUBTYPE_TAKEN = 1;
    private static final int SUBTYPE_REFUSED = 0;

    private VeNCrypt() {}

    /// How a client shows who it is, inside of TLS if there is any.
    public enum Inner {
        /// Not at all.
        NONE,
        /// As with [VncAuth].
        VNC_AUTH,
        /// By [PlainCredentials].
        PLAIN,
        /// By one of the mechanisms of SASL.
        SASL,
        /// In some other way.
        OTHER
    }

    /// What TLS is made with.
    private enum Tls {
        NO,
        ANONYMOUS,
        CERTIFICATE
    }

    /// A subtype.
    public enum Subtype {
        /// No authentication, no encryption.
        NONE(1, Tls.NO, Inner.NONE),
        /// VNC authentication without encryption.
        VNC_AUTH(2, Tls.NO, Inner.VNC_AUTH),
        /// Name and password in clear.
        PLAIN(256, Tls.NO, Inner.PLAIN),
        /// TLS without a certificate.
        TLS_NONE(257, Tls.ANONYMOUS, Inner.NONE),
        /// TLS without a certificate, VNC authentication inside.
        TLS_VNC(258, Tls.ANONYMOUS, Inner.VNC_AUTH),
        /// TLS without a certificate, name and password inside.
        TLS_PLAIN(259, Tls.ANONYMOUS, Inner.PLAIN),
        /// TLS with a certificate.
        X509_NONE(260, Tls.CERTIFICATE, Inner.NONE),
        /// TLS with a certificate, VNC authentication inside.
        X509_VNC(261, Tls.CERTIFICATE, Inner.VNC_AUTH),
        /// TLS with a certificate, name and password inside.
        X509_PLAIN(262, Tls.CERTIFICATE, Inner.PLAIN),
        /// TLS with a certificate, SASL inside. QEMU, gtk-vnc and LibVNCServer have these two
        /// numbers so; rfbproto has them the other way round, and nobody who speaks that.
        X509_SASL(263, Tls.CERTIFICATE, Inner.SASL),
        /// TLS without a certificate, SASL inside.
        TLS_SASL(264, Tls.ANONYMOUS, Inner.SASL),
        /// A name without a password.
        IDENT(265, Tls.NO, Inner.OTHER),
        /// TLS without a certificate, a name inside.
        TLS_IDENT(266, Tls.ANONYMOUS, Inner.OTHER),
        /// TLS with a certificate, a name inside.
        X509_IDENT(267, Tls.CERTIFICATE, Inner.OTHER),
        /// Whatever has another number.
        UNKNOWN(-1, Tls.NO, Inner.OTHER);

        private final int number;
        private final Tls tls;
        private final Inner inner;

        Subtype(int number, Tls tls, Inner inner) {
            this.number = number;
            this.tls = tls;
            this.inner = inner;
        }

        /// The number on the wire; of [#UNKNOWN] there is none, and it is -1.
        public int number() {
            return number;
        }

        /// Whether it is inside of TLS.
        public boolean hasTls() {
            return tls != Tls.NO;
        }

        /// Whether its TLS has no certificate.
        public boolean isAnonymous() {
            return tls == Tls.ANONYMOUS;
        }

        /// How the client shows who it is.
        public Inner inner() {
            return inner;
        }

        /// The subtype with this number, or [#UNKNOWN].
        public static Subtype byNumber(int number) {
            for (Subtype subtype : values()) {
                if (subtype.number == number) {
                    return subtype;
                }
            }
            return UNKNOWN;
        }
    }

    /// Reads the version of a server, which must be 0.2 or later.
    public static void expectVersion(RfbInput in) {
        int major = in.u8();
        int minor = in.u8();
        if (major == MAJOR && minor < MINOR) {
            throw new RfbProtocolException(
                    SECURITY, "Expected VeNCrypt 0.2, got %d.%d".formatted(major, minor));
        }
    }

    /// Writes version 0.2.
    public static void writeVersion(RfbOutput out) {
        out.u8(MAJOR);
        out.u8(MINOR);
    }

    /// Reads the version of a client.
    ///
    /// @return whether it is 0.2
    public static boolean readVersion(RfbInput in) {
        int major = in.u8();
        int minor = in.u8();
        return major == MAJOR && minor == MINOR;
    }

    /// Reads whether the server takes our version.
    public static boolean readVersionAck(RfbInput in) {
        return in.u8() == VERSION_TAKEN;
    }

    /// Writes whether the client's version is taken.
    public static void writeVersionAck(RfbOutput out, boolean taken) {
        out.u8(taken ? VERSION_TAKEN : VERSION_REFUSED);
    }

    /// Reads the subtypes that a server offers, the best first.
    public static List<Integer> readSubtypes(RfbInput in) {
        int count = in.u8();
        if (count == 0) {
            throw new RfbProtocolException(SECURITY, "Expected subtypes of VeNCrypt, got none");
        }
        return IntStream.range(0, count).mapToObj(_ -> in.s32()).toList();
    }

    /// Writes the subtypes that a server offers.
    public static void writeSubtypes(RfbOutput out, List<Subtype> subtypes) {
        if (subtypes.isEmpty() || subtypes.size() > 0xff) {
            throw new IllegalArgumentException(subtypes.size() + " subtypes, expected 1 to 255");
        }
        out.u8(subtypes.size());
        subtypes.forEach(subtype -> out.u32(subtype.number()));
    }

    /// Reads the client's choice, which need not be one of the list.
    public static int readChoice(RfbInput in) {
        return in.s32();
    }

    /// Writes a client's choice.
    public static void writeChoice(RfbOutput out, Subtype subtype) {
        out.u32(subtype.number());
    }

    /// Reads whether the server takes our choice of a subtype with TLS, which is then next.
    public static boolean readChoiceAck(RfbInput in) {
        return in.u8() == SUBTYPE_TAKEN;
    }

    /// Writes whether the client's choice of a subtype with TLS is taken.
    public static void writeChoiceAck(RfbOutput out, boolean taken) {
        out.u8(taken ? SUBTYPE_TAKEN : SUBTYPE_REFUSED);
    }
}
