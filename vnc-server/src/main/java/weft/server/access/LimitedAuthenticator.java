package weft.server.access;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The users of another authenticator, with fewer rights.
record LimitedAuthenticator(Authenticator users, Set<Right> rights) implements Authenticator {

    @Override
    public Optional<Identity> authenticate(Credentials credentials, String peer) throws Exception {
        return users.authenticate(credentials, peer).map(this::limited);
    }

    @Override
    public Optional<ScramAccounts> scram() {
        return users.scram().map(accounts -> name -> limited(accounts.account(name)));
    }

    private ScramAccounts.Account limited(ScramAccounts.Account account) {
        return new ScramAccounts.Account(
                account.verifier(), () -> account.identity().get().map(this::limited));
    }

    private Identity limited(Identity identity) {
        Set<Right> left = new HashSet<>(identity.rights());
        left.retainAll(rights);
        return new Identity(identity.user(), left);
    }
}
