package weft.server.access;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// The server's side of TLS: its certificate, and whom it wants to see one of.
public final class Tls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;

    private Tls(SSLContext context) {
        this.context = context;
    }

    /// Whatever the host has put together.
    public static Tls of(SSLContext context) {
        return new Tls(context);
    }

    /// An engine for one connection.
    public SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }
}
