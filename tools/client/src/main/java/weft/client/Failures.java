package weft.client;

import weft.client.failure.CannotConnectException;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.VncClientException;
import weft.rfb.EndOfStreamException;
import weft.rfb.RfbProtocolException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;

/// What goes wrong on a connection, as callers are told.
final class Failures {

    private Failures() {}

    /// @param connected whether the transport was open already
    /// @param server for messages
    static VncClientException of(Throwable cause, boolean connected, Object server) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return switch (cause) {
            case VncClientException known -> known;
            case RfbProtocolException _ -> new ServerProtocolException(why, cause);
            case EndOfStreamException _ ->
                    new ConnectionLostException(
                            "The server has ended the connection within a message. " + why, cause);
            case UncheckedIOException io when io.getCause() != null ->
                    of(io.getCause(), connected, server);
            case IOException _ when !connected ->
                    new CannotConnectException(
                            "Cannot connect to %s: %s".formatted(server, explain(cause)), cause);
            case IOException _ ->
                    new ConnectionLostException("The connection is lost: " + explain(cause), cause);
            default -> new ConnectionLostException("The client itself failed: " + cause, cause);
        };
    }

    private static String explain(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof UnknownHostException
                ? "there is no such host"
                : message == null ? cause.getClass().getSimpleName() : message;
    }
}
