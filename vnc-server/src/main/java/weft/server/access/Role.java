package weft.server.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A usual set of [Right]s.
///
/// | role      | see, sound | key, pointer, clipboards, resize | power |
/// |-----------|------------|----------------------------------|-------|
/// | VIEW_ONLY | yes        | no                               | no    |
/// | OPERATOR  | yes        | yes                              | no    |
/// | OWNER     | yes        | yes                              | yes   |
public enum Role {
    /// Watches and listens.
    VIEW_ONLY("view-only", EnumSet.of(Right.SEE, Right.SOUND)),

    /// Uses what is shown, as one who sits before it, but has no key to the machine's case.
    OPERATOR("operator", EnumSet.complementOf(EnumSet.of(Right.POWER))),

    /// May do everything.
    OWNER("owner", EnumSet.allOf(Right.class));

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // nobody can change it
    private final Set<Right> rights;

    Role(String text, Set<Right> rights) {
        this.text = text;
        this.rights = Collections.unmodifiableSet(rights);
    }

    /// The rights of this role; cannot be changed.
    public Set<Right> rights() {
        return rights;
    }

    /// The one with this name: view-only, operator or owner.
    public static Optional<Role> byName(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name)).findFirst();
    }

    /// Its name in users files and options.
    @Override
    public String toString() {
        return text;
    }
}
