package weft.server.access;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;

import java.time.Instant;
import java.util.Optional;

/// The passwords of VNC authentication: whoever knows one needs no name. Without any, nobody gets
/// in.
///
/// @param full of viewers that may do what [weft.server.VncServerBuilder#rights] says
/// @param viewOnly of viewers that may only watch
/// @param validUntil when both cease to let anybody in; who is in stays
public record Passwords(
        Optional<VncPassword> full, Optional<VncPassword> viewOnly, Optional<Instant> validUntil) {

    /// Lets nobody in.
    public static final Passwords NONE =
            new Passwords(Optional.empty(), Optional.empty(), Optional.empty());

    /// The same with another full password.
    public Passwords withFull(VncPassword password) {
        return new Passwords(Optional.of(password), viewOnly, validUntil);
    }

    /// The same with another password for watching.
    public Passwords withViewOnly(VncPassword password) {
        return new Passwords(full, Optional.of(password), validUntil);
    }

    /// The same, valid until then.
    public Passwords until(Instant end) {
        return new Passwords(full, viewOnly, Optional.of(end));
    }

    /// Which of them a viewer has answered the challenge with. Compares with both in any case: the
    /// time tells nothing of which it is.
    public Match match(byte[] challenge, byte[] response, Instant now) {
        boolean isFull = verify(full, challenge, response);
        boolean isViewOnly = verify(viewOnly, challenge, response);
        return match(isFull, isViewOnly, now);
    }

    /// Which of them a text is, for security types that hide it by themselves.
    public Match match(String text, Instant now) {
        boolean isFull = full.isPresent() && full.get().isText(text);
        boolean isViewOnly = viewOnly.isPresent() && viewOnly.get().isText(text);
        return match(isFull, isViewOnly, now);
    }

    private static boolean verify(
            Optional<VncPassword> password, byte[] challenge, byte[] response) {
        return password.isPresent() && VncAuth.verify(password.get(), challenge, response);
    }

    private Match match(boolean isFull, boolean isViewOnly, Instant now) {
        if (validUntil.isPresent() && !now.isBefore(validUntil.get())) {
            return Match.NEITHER;
        }
        if (isFull) {
            return Match.FULL;
        }
        return isViewOnly ? Match.VIEW_ONLY : Match.NEITHER;
    }

    /// Which password it was.
    public enum Match {
        /// The one for all.
        FULL,
        /// The one for watching.
        VIEW_ONLY,
        /// None of them, or one that is valid no longer.
        NEITHER
    }

    /// Says nothing about the passwords.
    @Override
    public String toString() {
        return "Passwords["
                + (full.isPresent() ? "full" : "")
                + (viewOnly.isPresent() ? " view-only" : "")
                + "]";
    }
}
