package weft.server;

import weft.server.access.Security;
import weft.server.login.Access;
import weft.server.transport.Listeners;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which ways to log in viewers are offered at an address, and whether that will do there.
final class OfferPolicy {
    private final Access access;
    private final Optional<Set<Security>> chosen;
    private final boolean insecureRemote;

    /// @param chosen what the host wants to offer at addresses for which it says nothing else
    /// @param insecureRemote whether other machines may be let in without authentication or
    ///   encryption
    OfferPolicy(Access access, Optional<Set<Security>> chosen, boolean insecureRemote) {
        this.access = access;
        this.chosen = chosen;
        this.insecureRemote = insecureRemote;
    }

    /// What viewers are offered at an address.
    ///
    /// @throws IllegalArgumentException with one clear line if it is nothing, or too little for an
    ///   address that other machines can reach
    Set<Security> offered(Listening listening) {
        boolean remote = listening.isRemote() && !insecureRemote;
        Optional<Set<Security>> wanted = listening.offered().or(() -> chosen);
        Set<Security> offered =
                wanted.orElseGet(() ->
                        listening.isForBrowsers()
                                ? access.usualForBrowsers()
                                : access.usual(remote));
        String where = Listeners.describe(listening.address());
        for (Security one : offered) {
            access.problem(one)
                    .ifPresent(why -> {
                        throw new IllegalArgumentException(
                                "%s cannot be offered at %s: %s".formatted(one, where, why));
                    });
        }
        Set<Security> unsafe =
                offered.stream()
                        .filter(one ->
                                !(one.encrypts() || listening.isEncrypted())
                                        || !access.asksWhoItIs(one))
                        .collect(Collectors.toSet());
        if (remote && (offered.isEmpty() || !unsafe.isEmpty())) {
            throw new IllegalArgumentException(
                    ("%s can be reached from other machines, so it needs encryption and"
                                    + " authentication (%s)")
                            .formatted(
                                    where, unsafe.isEmpty() ? "there is none" : "not " + unsafe));
        }
        if (offered.isEmpty() && !access.offersPlugins(remote)) {
            throw new IllegalArgumentException("no way to log in is offered at " + where);
        }
        access.prepare(offered);
        return offered;
    }

    /// What viewers in this JVM are offered.
    Set<Security> offeredInProcess() {
        Set<Security> offered = chosen.orElseGet(() -> access.usual(false));
        access.prepare(offered);
        return offered;
    }
}
