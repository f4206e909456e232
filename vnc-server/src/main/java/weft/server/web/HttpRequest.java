package weft.server.web;

import weft.rfb.RfbInput;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The head of a request of HTTP/1.1 (RFC 9112 §2 to §5), which has no body.
///
/// It is read strictly: what one server takes for one request, and another for two, is refused.
///
/// @param method such as `GET`
/// @param target the path with its query
/// @param fields by their names in lower case, each with its values in the order in which they came
record HttpRequest(String method, String target, Map<String, List<String>> fields) {
    private static final int LONGEST_LINE = 2 << 10;
    private static final int LARGEST_HEAD = 8 << 10;
    private static final int MOST_FIELDS = 64;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /// Reads one, and nothing behind it.
    ///
    /// @throws HttpException if it is none, or more than is taken
    static HttpRequest read(RfbInput in) throws HttpException {
        var lines = new Lines(in);
        String[] first = lines.next(414).split(" ", -1);
        if (first.length != 3 || !first[0].matches(TOKEN) || !first[2].matches("HTTP/\\d\\.\\d")) {
            throw new HttpException(400, "no request of HTTP");
        }
        if (!first[2].equals("HTTP/1.1")) {
            throw new HttpException(505, "not HTTP/1.1");
        }
        if (!first[1].matches("/[!-~]*")) {
            throw new HttpException(400, "a target that is no path");
        }
        Map<String, List<String>> fields = new HashMap<>();
        int count = 0;
        while (true) {
            String line = lines.next(431);
            if (line.isEmpty()) {
                break;
            }
            if (++count > MOST_FIELDS) {
                throw new HttpException(431, "more than " + MOST_FIELDS + " fields");
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !line.substring(0, colon).matches(TOKEN)) {
                throw new HttpException(400, "a line that is no field");
            }
            fields.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        var request = new HttpRequest(first[0], first[1], fields);
        if (!request.values("transfer-encoding").isEmpty()
                || !List.of("0").containsAll(request.values("content-length"))) {
            throw new HttpException(400, "a request with a body");
        }
        return request;
    }

    /// The values of a field, none if it is not there.
    List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /// The value of a field that is there once.
    String only(String name) throws HttpException {
        List<String> values = values(name);
        if (values.size() != 1) {
            throw new HttpException(400, values.size() + " fields " + name);
        }
        return values.getFirst();
    }

    /// Whether a field that is a list (RFC 9110 §5.6.1) has this in it.
    boolean lists(String name, String wanted) {
        return values(name).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(each -> each.strip().equalsIgnoreCase(wanted));
    }

    /// The path, without the query.
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The lines of the head, each ended by CR LF.
    private static final class Lines {
        private final RfbInput in;
        private int taken;

        Lines(RfbInput in) {
            this.in = in;
        }

        /// @param tooLong the status if it is
        String next(int tooLong) throws HttpException {
            var line = new StringBuilder();
            while (true) {
                int next = in.u8();
                if (++taken > LARGEST_HEAD || line.length() > LONGEST_LINE) {
                    throw new HttpException(tooLong, "a head that is too long");
                }
                if (next == '\r') {
                    if (in.u8() != '\n') {
                        throw new HttpException(400, "CR without LF");
                    }
                    return line.toString();
                }
                if ((next < ' ' && next != '\t') || next == 0x7f) {
                    throw new HttpException(400, "a control character");
                }
                line.append((char) next);
            }
        }
    }
}
