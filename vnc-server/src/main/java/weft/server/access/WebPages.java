package weft.server.access;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which web pages may connect through a WebSocket: a browser lets any page of any site try, with
/// the reach of the machine that it runs on.
///
/// What the browser says of the page (`Origin`, RFC 6454) must be where the request went (`Host`),
/// and that must be a name that nobody else can give to this server: `localhost`, an IP address, or
/// one that is configured. A foreign page has another origin, and a foreign name that was made to
/// point here ("DNS rebinding") is no such name.
///
/// @param names of this server, which may be in `Host`, besides `localhost` and IP addresses
/// @param origins of other pages that may connect, each `https://host[:port]` or `null`
/// @param withoutOrigin whether who says no origin may connect, as programs do that are no browsers
public record WebPages(Set<String> names, Set<String> origins, boolean withoutOrigin) {

    /// No other than those that this server's own names and addresses show.
    public static final WebPages OWN = new WebPages(Set.of(), Set.of(), false);

    /// Copies its arguments.
    public WebPages {
        names = Set.copyOf(names.stream().map(WebPages::lower).toList());
        origins = Set.copyOf(origins.stream().map(WebPages::lower).toList());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// Whether a request that went to `host` is meant for this server.
    ///
    /// @param host as in the field `Host`: a name or an address, perhaps with a port
    public boolean isOwn(String host) {
        String name = lower(host).replaceFirst(":\\d{1,5}$", "");
        return name.equals("localhost") || names.contains(name) || isAddress(name);
    }

    /// Whether a page may connect.
    ///
    /// @param origin what the browser says of it, if anything
    /// @param host where the request went
    public boolean mayConnect(Optional<String> origin, String host) {
        if (origin.isEmpty()) {
            return withoutOrigin;
        }
        String page = lower(origin.get());
        String here = lower(host);
        return origins.contains(page)
                || page.equals("http://" + here.replaceFirst(":80$", ""))
                || page.equals("https://" + here.replaceFirst(":443$", ""));
    }

    private static boolean isAddress(String name) {
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        if (bracketed != name.contains(":")) {
            return false;
        }
        try {
            InetAddress _ =
                    InetAddress.ofLiteral(bracketed ? name.substring(1, name.length() - 1) : name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
