/// Which servers a client believes: by the certificate of TLS, or by the key of RSA-AES.
///
/// Who connects says it to the builder; what encrypts asks here. Start at
/// [weft.client.trust.ServerTrust]. It knows no sockets and no protocol.
@NullMarked
package weft.client.trust;

import org.jspecify.annotations.NullMarked;
