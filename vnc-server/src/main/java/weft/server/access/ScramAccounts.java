package weft.server.access;

import weft.rfb.security.ScramVerifier;

import java.util.Optional;
import java.util.function.Supplier;

/// What knows users by verifiers of SCRAM-SHA-256, for SASL.
@FunctionalInterface
public interface ScramAccounts {

    /// The account with this name, in the form of SASLprep. If there is none, one that cannot be
    /// told from others and lets nobody in. It may look at files: for the threads of logins.
    Account account(String user);

    /// An account, real or not.
    ///
    /// @param verifier what the viewer's proof is compared with
    /// @param identity who it is, to be asked when the proof was right: empty if nobody has the
    ///   name, or its time is over
    record Account(ScramVerifier verifier, Supplier<Optional<Identity>> identity) {}
}
