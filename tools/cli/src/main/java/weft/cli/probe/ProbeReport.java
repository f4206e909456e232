package weft.cli.probe;

import weft.client.failure.VncClientException;
import weft.client.probe.Announcement;
import weft.client.probe.ServerExtension;
import weft.client.probe.ServerOffer;
import weft.framebuffer.Frame;
import weft.rfb.encoding.Encoding;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt.Subtype;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was found out about a server.
///
/// @param offer before the login
/// @param announcement after it, unless that failed
/// @param encodings each alone
/// @param obeysPixelFormat whether pixels came in the format that was asked for
/// @param frame what it shows
/// @param failure of the login
public record ProbeReport(
        ServerOffer offer,
        Optional<Announcement> announcement,
        List<EncodingResult> encodings,
        boolean obeysPixelFormat,
        Optional<Frame> frame,
        Optional<VncClientException> failure) {

    static ProbeReport refused(ServerOffer offer) {
        return new ProbeReport(
                offer, Optional.empty(), List.of(), true, Optional.empty(), Optional.empty());
    }

    static ProbeReport failed(ServerOffer offer, VncClientException failure) {
        return new ProbeReport(
                offer, Optional.empty(), List.of(), true, Optional.empty(), Optional.of(failure));
    }

    /// Types with their names.
    static List<String> securityTypes(ServerOffer offer) {
        return offer.securityTypes().stream()
                .map(number -> "%s (%d)".formatted(SecurityType.byNumber(number), number))
                .toList();
    }

    static List<String> subtypes(ServerOffer offer) {
        return offer.venCryptSubtypes().stream()
                .map(number -> "%s (%d)".formatted(Subtype.byNumber(number), number))
                .toList();
    }

    /// Names of extensions, in the order of their declaration.
    static List<String> extensions(Announcement announcement) {
        return announcement.extensions().stream().sorted().map(ServerExtension::toString).toList();
    }

    /// The shortest and the middle round trip, in milliseconds.
    static List<Double> roundTrip(Announcement announcement) {
        List<Duration> sorted = announcement.roundTrips().stream().sorted().toList();
        return List.of(millis(sorted.getFirst()), millis(sorted.get(sorted.size() / 2)));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    /// What looks wrong, or is worth knowing.
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        offer.refusal().ifPresent(reason -> findings.add("refuses everybody: " + reason));
        failure.ifPresent(e -> findings.add("no login: " + e.getMessage()));
        if (offer.version().compareTo("003.007") < 0) {
            findings.add("speaks 3.3 only: it decides how one logs in, and never says why not");
        }
        security(findings);
        announcement.ifPresent(known -> extensions(known, findings));
        encodings.forEach(result ->
                result.failure()
                        .ifPresent(why ->
                                findings.add("asked for %s: %s".formatted(result.name(), why))));
        if (announcement.isPresent() && !obeysPixelFormat) {
            findings.add("ignores SetPixelFormat: 16 bits were asked for, and something else came");
        }
        boolean compresses = encodings.stream().anyMatch(result -> !isRaw(result));
        if (!encodings.isEmpty() && !compresses) {
            findings.add("sends nothing but Raw");
        }
        return findings;
    }

    private static boolean isRaw(EncodingResult result) {
        return result.sent().keySet().stream().allMatch(used -> used == Encoding.RAW);
    }

    private void security(List<String> findings) {
        List<Integer> types = offer.securityTypes();
        if (types.contains(SecurityType.NONE.number())) {
            findings.add("lets everybody in without a password (NONE)");
        }
        boolean encrypts =
                types.stream()
                        .map(SecurityType::byNumber)
                        .anyMatch(type ->
                                switch (type) {
                                    case VENCRYPT, TLS, RA2, RA2_256 -> true;
                                    default -> false;
                                });
        if (!encrypts && !types.isEmpty()) {
            findings.add("offers nothing that encrypts what is shown and typed");
        }
        if (types.contains(SecurityType.VNC_AUTH.number())) {
            findings.add("VNC_AUTH looks at the first 8 characters of a password only");
        }
        List<Subtype> subtypes = offer.venCryptSubtypes().stream().map(Subtype::byNumber).toList();
        if (subtypes.stream().anyMatch(Subtype::isAnonymous)) {
            findings.add(
                    "has TLS without a certificate (%s): nobody can tell whose it is"
                            .formatted(
                                    subtypes.stream()
                                            .filter(Subtype::isAnonymous)
                                            .map(Subtype::toString)
                                            .collect(Collectors.joining(", "))));
        }
        if (subtypes.contains(Subtype.PLAIN)) {
            findings.add("takes passwords in clear (PLAIN)");
        }
    }

    private static void extensions(Announcement known, List<String> findings) {
        if (!known.extensions().contains(ServerExtension.FENCE)) {
            findings.add("has no fences: sync trusts that it handles messages in their order");
        }
        if (!known.init().format().trueColour()) {
            findings.add("has a colour map of its own");
        }
    }
}
