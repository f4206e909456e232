package weft.cli.script;

import weft.client.failure.CannotConnectException;
import weft.client.failure.ConnectionLostException;
import weft.client.failure.RefusedException;
import weft.client.failure.RequestFailedException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;

/// How `weft do` ends: vncdotool's exit codes, and more.
public enum ExitCode {
    /// All steps were carried out.
    OK(0),
    /// Something else.
    ERROR(1),
    /// Wrong arguments, or a script that cannot be understood.
    USAGE(2),
    /// The server refused, a wrong password say.
    REFUSED(3),
    /// Nobody is at the address.
    CANNOT_CONNECT(10),
    /// The connection ended before the script.
    CONNECTION_LOST(11),
    /// The server broke the protocol.
    PROTOCOL(20),
    /// A step failed: a file could not be written, say.
    STEP_FAILED(30),
    /// None of several pictures was seen in time.
    NO_ALTERNATIVE(31),
    /// An assertion of the script does not hold.
    ASSERTION(32),
    /// The time for all steps is over.
    TIMEOUT(40),
    /// The time for one step is over.
    STEP_TIMEOUT(41);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /// The number.
    public int code() {
        return code;
    }

    /// What a failure of the client means.
    public static ExitCode of(VncClientException failure) {
        return switch (failure) {
            case RefusedException _ -> REFUSED;
            case CannotConnectException _ -> CANNOT_CONNECT;
            case ConnectionLostException _ -> CONNECTION_LOST;
            case ServerProtocolException _ -> PROTOCOL;
            case RequestFailedException _ -> STEP_FAILED;
            case TimedOutException _ -> TIMEOUT;
        };
    }
}
