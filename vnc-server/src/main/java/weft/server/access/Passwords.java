package weft.server.access;

import weft.rfb.security.VncPassword;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The passwords of VNC authentication: whoever knows one needs no name. Without any, nobody gets
/// in.
///
/// @param full of viewers that may do what [weft.server.VncServerBuilder#rights] says
/// @param viewOnly of viewers that may only watch
/// @param once each lets one viewer in, which may do the same as with the full one
/// @param validUntil when all cease to let anybody in; who is in stays
public record Passwords(
        Optional<VncPassword> full,
        Optional<VncPassword> viewOnly,
        List<VncPassword> once,
        Optional<Instant> validUntil) {

    /// Lets nobody in.
    public static final Passwords NONE =
            new Passwords(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /// Copies the list.
    public Passwords {
        once = List.copyOf(once);
    }

    /// The same with another full password.
    public Passwords withFull(VncPassword password) {
        return new Passwords(Optional.of(password), viewOnly, once, validUntil);
    }

    /// The same with another password for watching.
    public Passwords withViewOnly(VncPassword password) {
        return new Passwords(full, Optional.of(password), once, validUntil);
    }

    /// The same with one more password that lets one viewer in.
    public Passwords withOnce(VncPassword password) {
        List<VncPassword> more = new ArrayList<>(once);
        more.add(password);
        return new Passwords(full, viewOnly, more, validUntil);
    }

    /// The same, valid until then.
    public Passwords until(Instant end) {
        return new Passwords(full, viewOnly, once, Optional.of(end));
    }

    /// Which of them it is that a viewer has shown to know. Compares with all in any case: the time
    /// tells nothing of which it is.
    public Match match(Predicate<VncPassword> isIt, Instant now) {
        boolean isFull = full.filter(isIt).isPresent();
        boolean isViewOnly = viewOnly.filter(isIt).isPresent();
        boolean isOnce = once.stream().filter(isIt).count() > 0;
        if (validUntil.isPresent() && !now.isBefore(validUntil.get())) {
            return Match.NONE;
        }
        if (isFull) {
            return Match.FULL;
        }
        return isViewOnly ? Match.VIEW_ONLY : isOnce ? Match.ONCE : Match.NONE;
    }

    /// The same without the one that has let a viewer in and lets nobody else in.
    public Passwords used(Predicate<VncPassword> isIt) {
        return new Passwords(
                full, viewOnly, once.stream().filter(isIt.negate()).toList(), validUntil);
    }

    /// Which password it was.
    public enum Match {
        /// The one for all.
        FULL,
        /// The one for watching.
        VIEW_ONLY,
        /// One for one viewer.
        ONCE,
        /// None of them, or one that is valid no longer.
        NONE
    }

    /// Says nothing about the passwords.
    @Override
    public String toString() {
        return "Passwords["
                + (full.isPresent() ? "full" : "")
                + (viewOnly.isPresent() ? " view-only" : "")
                + (once.isEmpty() ? "" : " " + once.size() + " for once")
                + "]";
    }
}
