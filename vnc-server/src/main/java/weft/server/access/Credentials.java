package weft.server.access;

import java.util.Arrays;

/// A name and a password that a viewer has given. They are wiped when they have been looked at: who
/// needs them for longer copies them.
public final class Credentials {
    private final String user;
    private final char[] password;

    /// Takes over `password`, which is wiped later.
    ///
    /// @param user empty where a viewer is asked for a password only
    public Credentials(String user, char[] password) {
        this.user = user;
        this.password = password;
    }

    /// The name; empty if the viewer was asked for a password only.
    public String user() {
        return user;
    }

    /// The password itself, not a copy.
    public char[] password() {
        return password;
    }

    /// Overwrites the password.
    public void wipe() {
        Arrays.fill(password, '\0');
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "Credentials[" + user + ", hidden]";
    }
}
