package weft.server.web;

/// A request that is answered by a status other than 101 (RFC 9110 §15).
final class HttpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String header;

    /// @param why for the log; the peer learns no more than the status
    HttpException(int status, String why) {
        this(status, why, "");
    }

    /// @param header a line for the answer
    HttpException(int status, String why, String header) {
        super(why);
        this.status = status;
        this.header = header;
    }

    /// The answer, behind which the connection ends.
    String answer() {
        return "HTTP/1.1 %d %s\r\n".formatted(status, phrase())
                + (header.isEmpty() ? "" : header + "\r\n")
                + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private String phrase() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 414 -> "URI Too Long";
            case 426 -> "Upgrade Required";
            case 431 -> "Request Header Fields Too Large";
            case 505 -> "HTTP Version Not Supported";
            default -> throw new IllegalStateException("no phrase for " + status);
        };
    }
}
