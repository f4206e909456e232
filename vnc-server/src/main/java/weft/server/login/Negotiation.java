package weft.server.login;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.coroutine.CoSleep;
import weft.coroutine.Loop;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesSession;
import weft.server.access.Authenticator;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Passwords;
import weft.server.access.Role;
import weft.server.access.SecurityDialogue;
import weft.server.access.Tls;
import weft.server.connection.Origin;
import weft.server.connection.RsaAesConnection;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/// One viewer that is on its way in: what the security types need of it.
final class Negotiation implements SecurityDialogue {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

    /// When a viewer that did not pass is told so, counted from when it was asked who it is:
    /// neither how nearly it passed nor what it sends meanwhile makes a difference.
    private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Way way;
    private final Loop loop;
    private final Access access;
    private final RfbBuffer out = new RfbBuffer(64);
    private long askedAt;
    private String tlsSubject = "";
    private Guesses.@Nullable Guess guess;

    Negotiation(Way way, Loop loop, Access access) {
        this.way = way;
        this.loop = loop;
        this.access = access;
        askedAt = loop.nanoTime();
    }

    @Override
    public RfbInput in() {
        return way.in();
    }

    @Override
    public RfbOutput out() {
        return out;
    }

    @Override
    public void flush() {
        way.connection().send(out);
        out.clear();
    }

    @Override
    public String peer() {
        return way.connection().peer();
    }

    Origin origin() {
        return way.connection().origin();
    }

    /// The viewer has given a password and was asked for no name, see [#evaluating(String)].
    void evaluating() {
        evaluating("");
    }

    /// What the viewer waits for now is the answer.
    ///
    /// @throws RefusedException if there were too many wrong ones
    @Override
    public void evaluating(String user) {
        askedAt = loop.nanoTime();
        var begun = access.guesses().begin(origin(), user, askedAt);
        guess = begun;
        if (begun.delayNanos() > 0) {
            way.waitsForItsTurn();
            new CoSleep(loop).sleep(begun.delayNanos());
            way.hasItsTurn();
            askedAt = loop.nanoTime();
        }
    }

    /// The login is over, with this result if credentials were asked for.
    void evaluated(boolean passed) {
        if (guess != null && passed) {
            guess.right(loop.nanoTime());
        } else if (guess != null) {
            guess.wrong(loop.nanoTime());
        }
        guess = null;
    }

    /// Whether the viewer has given credentials that were not found right or wrong yet.
    boolean isEvaluating() {
        return guess != null;
    }

    /// The login is over. What was not looked at, or came to no result, is no wrong guess.
    void over() {
        if (guess != null) {
            guess.abandon();
        }
    }

    /// The viewer did not pass.
    void refused() {
        way.refused();
    }

    /// Sleeps until a viewer that did not pass may be told so.
    void sleepUntilFailureIsDue() {
        long left = askedAt + FAILURE_NANOS - loop.nanoTime();
        if (left > 0) {
            new CoSleep(loop).sleep(left);
        }
    }

    Access access() {
        return access;
    }

    /// All that follows goes through TLS; what the viewer has sent beyond this point, too.
    void startTls(Tls tls) {
        SSLEngine engine = TlsUpgrade.start(way, tls, loop, access.logins());
        tlsSubject = tls.asksForCertificates() ? subject(engine) : "";
    }

    /// All that follows is encrypted as this login has agreed on.
    void encrypt(RsaAesSession login) {
        way.upgrade((inner, ahead) -> new RsaAesConnection(inner, ahead, loop, login));
    }

    /// Asks who knows users by name and password; if there is nobody, the password alone decides.
    Optional<Identity> authenticate(PlainCredentials given) {
        boolean byName = access.authenticator().isPresent();
        evaluating(byName ? given.username() : "");
        if (byName) {
            return authenticate(new Credentials(given.username(), given.secret()));
        }
        try {
            return identity(access.match(each -> each.isText(given.secret())));
        } finally {
            given.wipe();
        }
    }

    /// Who comes in by one of the passwords.
    Optional<Identity> identity(Passwords.Match match) {
        return switch (match) {
            case FULL, ONCE -> Optional.of(Identity.unnamed(access.rights()));
            case VIEW_ONLY -> Optional.of(Identity.unnamed(Role.VIEW_ONLY.rights()));
            case NONE -> Optional.empty();
        };
    }

    private static String subject(SSLEngine engine) {
        try {
            return engine.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e); // or the handshake had failed
        }
    }

    /// Whose certificate the viewer has shown, as RFC 2253 writes it; empty if it was not asked for
    /// one.
    String tlsSubject() {
        return tlsSubject;
    }

    /// Asks who knows users by name and password.
    private Optional<Identity> authenticate(Credentials credentials) {
        Authenticator users = access.authenticator().orElseThrow();
        try {
            return call(() -> known(users, credentials));
        } finally {
            credentials.wipe();
        }
    }

    /// On a login thread. A host that fails lets nobody in, and counts nothing against the viewer;
    /// why is not for it.
    private Optional<Identity> known(Authenticator users, Credentials credentials) {
        try {
            return users.authenticate(credentials, peer());
        } catch (Exception e) {
            LOG.warn("{}: the authenticator failed: {}", peer(), e.toString());
            throw new RefusedException("authentication failed");
        }
    }

    @Override
    public <T> T call(Callable<T> task) {
        try {
            return loop.<T, Exception>runOn(access.logins(), "a login", task::call);
        } catch (RejectedExecutionException e) {
            throw new RefusedException(TlsUpgrade.TOO_MANY_LOGINS);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
