package weft.server;

import java.io.InputStream;
import java.io.OutputStream;

/// A viewer's end of a connection to a server in the same JVM, without a socket: what a client that
/// is made over streams takes over.
///
/// ```
/// InProcessConnection connection = server.connect();
/// try (VncClient viewer = VncClient.over(connection.input(), connection.output()).connect()) {
/// ```
///
/// One thread may read and one may write. The server holds no more than 64 KiB that it has not read
/// yet, and nothing that is not read: whoever writes more waits, and so does the server.
///
/// @param input what the server sends; to close it ends the connection and wakes who reads
/// @param output what the server gets; to close it lets the server read to the end
public record InProcessConnection(InputStream input, OutputStream output) {}
