package weft.cli.bench;

import weft.rfb.encoding.Encoding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The results of benchmarks as tables for people and as JSON for scripts.
public final class Report {

    private Report() {}

    /// The JSON of encoding benchmarks: an array with an object for each.
    public static String encodeJson(List<EncodeResult> results) {
        return Json.lines(results.stream().map(Report::fields).toList());
    }

    /// The table of encoding benchmarks.
    public static String encodeTable(List<EncodeResult> results) {
        List<List<String>> rows = new ArrayList<>();
        boolean verified = results.stream().anyMatch(result -> result.fidelity().isPresent());
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "file",
                                "encoding",
                                "updates",
                                "raw MB",
                                "MB",
                                "% of raw",
                                "CPU s",
                                "ns/pixel",
                                "frames s"));
        if (verified) {
            head.addAll(List.of("exact %", "PSNR dB"));
        }
        rows.add(head);
        for (EncodeResult result : results) {
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    result.file().toString(),
                                    name(result.settings().wishes().encoding()),
                                    Integer.toString(result.updates()),
                                    number("%.1f", result.rawBytes() / 1e6),
                                    number("%.3f", result.bytes() / 1e6),
                                    number("%.2f", result.share() * 100),
                                    number("%.4f", result.cpuSeconds()),
                                    number("%.2f", result.nanosPerPixel()),
                                    number("%.4f", result.frameSeconds())));
            result.fidelity()
                    .ifPresent(fidelity -> {
                        row.add(number("%.2f", fidelity.exactShare() * 100));
                        row.add(
                                Double.isFinite(fidelity.psnr())
                                        ? number("%.1f", fidelity.psnr())
                                        : "lossless");
                    });
            rows.add(row);
        }
        return Table.of(rows);
    }

    /// The JSON of decoding benchmarks: an array with an object for each.
    public static String decodeJson(List<DecodeResult> results) {
        return Json.lines(results.stream().map(Report::fields).toList());
    }

    /// The table of decoding benchmarks: a line for each recording, and one for each encoding in
    /// it.
    public static String decodeTable(List<DecodeResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("file", "encoding", "rectangles", "Mpixel", "MB", "CPU s", "ns/pixel"));
        for (DecodeResult result : results) {
            rows.add(
                    decodeRow(
                            result.file().toString(),
                            "all",
                            new Tally.Count(
                                    result.rectangles(),
                                    result.pixels(),
                                    result.bytes(),
                                    (long) (result.cpuSeconds() * 1e9))));
            new TreeMap<>(result.encodings())
                    .forEach((encoding, count) -> rows.add(decodeRow("", name(encoding), count)));
        }
        return Table.of(rows);
    }

    private static List<String> decodeRow(String file, String encoding, Tally.Count count) {
        return List.of(
                file,
                encoding,
                Long.toString(count.rectangles()),
                number("%.2f", count.pixels() / 1e6),
                number("%.3f", count.bytes() / 1e6),
                number("%.4f", count.nanos() / 1e9),
                number("%.2f", (double) count.nanos() / Math.max(1, count.pixels())));
    }

    private static Map<String, Object> fields(DecodeResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", result.file().toString());
        fields.put("size", result.settings().size().toString());
        fields.put("bitsPerPixel", result.settings().format().bitsPerPixel());
        fields.put("natives", !"off".equals(System.getProperty("weft.natives")));
        fields.put("passes", result.settings().passes());
        fields.put("updates", result.updates());
        fields.put("pixels", result.pixels());
        fields.put("bytes", result.bytes());
        fields.put("cpuSeconds", result.cpuSeconds());
        fields.put("nanosPerPixel", result.nanosPerPixel());
        fields.put("rectangles", counts(result.encodings()));
        return fields;
    }

    private static Map<String, Object> fields(EncodeResult result) {
        EncodeSettings settings = result.settings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", result.file().toString());
        fields.put("size", settings.size().toString());
        fields.put("encoding", name(settings.wishes().encoding()));
        fields.put("quality", level(settings.wishes().quality()));
        fields.put("compression", level(settings.wishes().compression()));
        fields.put("bitsPerPixel", settings.format().bitsPerPixel());
        fields.put("copyHints", settings.copyHints());
        fields.put("natives", !"off".equals(System.getProperty("weft.natives")));
        fields.put("passes", settings.passes());
        fields.put("updates", result.updates());
        fields.put("rawBytes", result.rawBytes());
        fields.put("bytes", result.bytes());
        fields.put("cpuSeconds", result.cpuSeconds());
        fields.put("nanosPerPixel", result.nanosPerPixel());
        fields.put("frameSeconds", result.frameSeconds());
        result.fidelity()
                .ifPresent(fidelity -> {
                    fields.put("lossless", fidelity.lossless());
                    fields.put("exactShare", fidelity.exactShare());
                    fields.put("psnr", fidelity.psnr());
                    fields.put("rectangles", counts(fidelity.encodings()));
                });
        return fields;
    }

    /// A level of quality or compression.
    public static Object level(OptionalInt level) {
        return level.isPresent() ? level.getAsInt() : "none";
    }

    private static Map<String, Object> counts(Map<Encoding, Tally.Count> encodings) {
        Map<String, Object> all = new LinkedHashMap<>();
        new TreeMap<>(encodings)
                .forEach((encoding, count) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("rectangles", count.rectangles());
                    fields.put("pixels", count.pixels());
                    fields.put("bytes", count.bytes());
                    if (count.nanos() != 0) {
                        fields.put("cpuSeconds", count.nanos() / 1e9);
                    }
                    all.put(name(encoding), fields);
                });
        return all;
    }

    /// The name that people write on the command line.
    public static String name(Encoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /// A number as people read it.
    public static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
