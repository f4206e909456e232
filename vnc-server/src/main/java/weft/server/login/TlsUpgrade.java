package weft.server.login;

import weft.coroutine.Loop;
import weft.server.access.Tls;
import weft.server.connection.TlsConnection;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLEngine;

/// How TLS begins on the way to a viewer: all that follows goes through it, what the viewer has
/// sent beyond this point, too.
public final class TlsUpgrade {
    static final String TOO_MANY_LOGINS = "too many logins at a time";

    private TlsUpgrade() {}

    /// Makes the keys; parks the running coroutine.
    ///
    /// @param workers runs what is reckoned with keys
    /// @return what was agreed on
    /// @throws RefusedException if the workers have too much to do already
    public static SSLEngine start(Way way, Tls tls, Loop loop, Executor workers) {
        try {
            SSLEngine engine = loop.runOn(workers, "a TLS handshake", tls::newEngine);
            way.upgrade((inner, ahead) -> {
                var secured = new TlsConnection(inner, ahead, engine, loop, workers);
                secured.handshake();
                return secured;
            });
            return engine;
        } catch (RejectedExecutionException e) {
            throw RefusedException.withoutResult(TOO_MANY_LOGINS);
        }
    }
}
