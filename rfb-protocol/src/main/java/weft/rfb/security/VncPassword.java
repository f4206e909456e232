package weft.rfb.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// A password for VNC authentication: 1 to 8 bytes, because that is all that its cipher looks at.
///
/// A longer one is refused, never cut: whoever typed it believes in all of it.
public final class VncPassword {

    /// The most bytes that a password can have.
    public static final int MAX_LENGTH = 8;

    /// The key under which all programs that write password files hide them. It protects from a
    /// glance over the shoulder only.
    private static final byte[] FILE_KEY = {23, 82, 107, 6, 35, 78, 88, 7};

    private final byte[] key;

    private VncPassword(byte[] bytes) {
        this.key = Arrays.copyOf(bytes, MAX_LENGTH);
    }

    /// The password of this text; one that cannot be used is refused with the reason, which does
    /// not repeat it.
    public static VncPassword of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The password is empty, expected 1 to 8 characters");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The password has "
                            + text.length()
                            + " characters, VNC authentication knows only 8");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || text.charAt(i) > 0xff) {
                throw new IllegalArgumentException(
                        "Character " + (i + 1) + " of the password is not in Latin-1");
            }
        }
        return new VncPassword(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The password in the first eight bytes of a vncpasswd file.
    public static VncPassword fromFile(byte[] file) {
        return of(textOfFile(file));
    }

    /// Its text, which need not be one that can be used.
    public static String textOfFile(byte[] file) {
        if (file.length < MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A password file has at least 8 bytes, got " + file.length);
        }
        byte[] bytes = VncDes.decrypt(FILE_KEY, Arrays.copyOf(file, MAX_LENGTH));
        int length = 0;
        while (length < MAX_LENGTH && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// The eight bytes of a vncpasswd file.
    public byte[] toFile() {
        return VncDes.encrypt(FILE_KEY, key);
    }

    /// Whether it is this text, found in a time that does not tell how nearly.
    public boolean isText(char[] text) {
        byte[] bytes = new byte[MAX_LENGTH];
        boolean fits = text.length <= MAX_LENGTH;
        for (int i = 0; i < Math.min(text.length, MAX_LENGTH); i++) {
            bytes[i] = (byte) text[i];
            fits &= text[i] > 0 && text[i] <= 0xff;
        }
        boolean same = MessageDigest.isEqual(key, bytes);
        Arrays.fill(bytes, (byte) 0);
        return same && fits;
    }

    /// The key of the cipher: the password, filled up with zeros.
    byte[] key() {
        return key;
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "VncPassword[hidden]";
    }
}
