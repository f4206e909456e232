package weft.cli.probe;

import weft.cli.bench.Json;
import weft.client.probe.Announcement;
import weft.rfb.PixelFormat;
import weft.rfb.security.SecurityType;
import weft.rfb.security.VeNCrypt.Subtype;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// A report for programs: one object of JSON.
public final class ProbeJson {

    private ProbeJson() {}

    /// One line.
    public static String of(ProbeReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", report.offer().version());
        json.put("securityTypes", named(report.offer().securityTypes(), SecurityType::byNumber));
        json.put("venCryptSubtypes", named(report.offer().venCryptSubtypes(), Subtype::byNumber));
        report.announcement().ifPresent(known -> announced(known, json));
        json.put("encodings", report.encodings().stream().map(ProbeJson::encoding).toList());
        json.put("obeysPixelFormat", report.obeysPixelFormat());
        json.put("findings", report.findings());
        return Json.of(json);
    }

    private static List<Object> named(List<Integer> numbers, IntFunction<?> names) {
        return numbers.stream()
                .<Object>map(number -> {
                    Map<String, Object> type = new LinkedHashMap<>();
                    type.put("number", number);
                    type.put("name", names.apply(number).toString());
                    return type;
                })
                .toList();
    }

    private static void announced(Announcement known, Map<String, Object> json) {
        json.put("name", known.init().name());
        json.put("width", known.init().width());
        json.put("height", known.init().height());
        json.put("screens", known.screens());
        json.put("pixelFormat", format(known.init().format()));
        json.put("extensions", ProbeReport.extensions(known));
        List<Double> roundTrip = ProbeReport.roundTrip(known);
        json.put("roundTripMinMillis", roundTrip.get(0));
        json.put("roundTripMedianMillis", roundTrip.get(1));
    }

    private static Map<String, Object> format(PixelFormat format) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bitsPerPixel", format.bitsPerPixel());
        json.put("depth", format.depth());
        json.put("bigEndian", format.bigEndian());
        json.put("trueColour", format.trueColour());
        json.put("max", List.of(format.redMax(), format.greenMax(), format.blueMax()));
        json.put("shift", List.of(format.redShift(), format.greenShift(), format.blueShift()));
        return json;
    }

    private static Map<String, Object> encoding(EncodingResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("asked", result.asked().toString());
        json.put("lossy", result.lossy());
        Map<String, Object> sent = new LinkedHashMap<>();
        result.sent().forEach((used, count) -> sent.put(used.toString(), count));
        json.put("sent", sent);
        json.put("millis", result.millis());
        json.put("bytes", result.bytes());
        result.failure().ifPresent(why -> json.put("failure", why));
        return json;
    }
}
