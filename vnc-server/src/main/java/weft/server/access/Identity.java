package weft.server.access;

import java.util.Set;

/// Who a viewer is, after its login.
///
/// @param user its name; empty where nobody asked for one
/// @param rights what it may do
public record Identity(String user, Set<Right> rights) {

    /// Copies the rights.
    public Identity {
        rights = Set.copyOf(rights);
    }

    /// Somebody without a name.
    public static Identity unnamed(Set<Right> rights) {
        return new Identity("", rights);
    }
}
