/// A byte stream to one viewer, and what encrypts or frames one:
/// [weft.server.connection.Connection] with all that lies over another one. Used by sessions, made
/// by [weft.server.transport]; knows no sockets and nothing of RFB but the records of RSA-AES.
@NullMarked
package weft.server.connection;

import org.jspecify.annotations.NullMarked;
