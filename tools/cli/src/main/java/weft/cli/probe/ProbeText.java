package weft.cli.probe;

import weft.cli.bench.Table;
import weft.client.probe.Announcement;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A report for people.
public final class ProbeText {

    private ProbeText() {}

    /// Some lines, without control characters of the server.
    public static String of(ProbeReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("version     " + printable(report.offer().version()));
        lines.add("security    " + list(ProbeReport.securityTypes(report.offer())));
        if (!report.offer().venCryptSubtypes().isEmpty()) {
            lines.add("VeNCrypt    " + list(ProbeReport.subtypes(report.offer())));
        }
        report.announcement().ifPresent(known -> announced(known, lines));
        if (!report.encodings().isEmpty()) {
            lines.add("");
            lines.add(Table.of(rows(report.encodings())));
        }
        List<String> findings = report.findings();
        if (!findings.isEmpty()) {
            lines.add("");
            findings.forEach(finding -> lines.add("! " + printable(finding)));
        }
        return String.join("\n", lines);
    }

    /// What a server says, in one line.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static void announced(Announcement known, List<String> lines) {
        lines.add("name        " + printable(known.init().name()));
        lines.add(
                "screen      %dx%d%s, %s"
                        .formatted(
                                known.init().width(),
                                known.init().height(),
                                known.screens() > 1
                                        ? " of %d screens".formatted(known.screens())
                                        : "",
                                format(known.init().format())));
        lines.add("extensions  " + list(ProbeReport.extensions(known)));
        List<Double> roundTrip = ProbeReport.roundTrip(known);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "round trip  %.2f ms at least, %.2f ms in the middle of %d",
                        roundTrip.get(0),
                        roundTrip.get(1),
                        known.roundTrips().size()));
    }

    static String format(PixelFormat format) {
        String order = format.bigEndian() ? "big-endian" : "little-endian";
        return format.trueColour()
                ? "%d bits, depth %d, %s, red %d<<%d green %d<<%d blue %d<<%d"
                        .formatted(
                                format.bitsPerPixel(),
                                format.depth(),
                                order,
                                format.redMax(),
                                format.redShift(),
                                format.greenMax(),
                                format.greenShift(),
                                format.blueMax(),
                                format.blueShift())
                : "%d bits of a colour map".formatted(format.bitsPerPixel());
    }

    private static String list(List<String> texts) {
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }

    private static List<List<String>> rows(List<EncodingResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("asked for", "sent", "rectangles", "bytes", "ms"));
        for (EncodingResult result : results) {
            boolean has = result.failure().isEmpty();
            rows.add(
                    List.of(
                            result.name(),
                            has ? sent(result.sent()) : "failed",
                            Integer.toString(
                                    result.sent().values().stream().mapToInt(n -> n).sum()),
                            has ? Long.toString(result.bytes()) : "",
                            has ? String.format(Locale.ROOT, "%.1f", result.millis()) : ""));
        }
        return rows;
    }

    private static String sent(Map<Encoding, Integer> sent) {
        return sent.keySet().stream()
                .sorted()
                .map(Encoding::toString)
                .collect(Collectors.joining(", "));
    }
}
