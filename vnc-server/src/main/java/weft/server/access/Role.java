package weft.server.access;

import java.util.Collections;
import java.util.EnumSet;
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
    VIEW_ONLY(EnumSet.of(Right.SEE, Right.SOUND)),

    /// Uses what is shown, as one who sits before it, but has no key to the machine's case.
    OPERATOR(EnumSet.complementOf(EnumSet.of(Right.POWER))),

    /// May do everything.
    OWNER(EnumSet.allOf(Right.class));

    @SuppressWarnings("ImmutableEnumChecker") // nobody can change it
    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = Collections.unmodifiableSet(rights);
    }

    /// The rights of this role; cannot be changed.
    public Set<Right> rights() {
        return rights;
    }
}
