package weft.server.login;

import weft.server.access.Identity;
import weft.server.access.SecurityPlugin;

import java.util.Optional;

/// A security type of the host's own.
final class PluginMethod implements SecurityMethod {
    private final SecurityPlugin plugin;

    PluginMethod(SecurityPlugin plugin) {
        this.plugin = plugin;
    }

    @Override
    public int number() {
        return plugin.number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        Optional<Identity> identity = plugin.authenticate(viewer);
        if (identity.isEmpty() && !viewer.isEvaluating()) {
            viewer.evaluating();
        }
        return identity;
    }
}
