package weft.cli.bench.soak;

import weft.cli.bench.Json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What viewers cost that do nothing.
///
/// @param viewers how many
/// @param heapEach bytes for each
/// @param residentEach bytes for each, of the whole process
/// @param codecsEach bytes of native memory for each
/// @param loginMicros what the last of them took to log in
/// @param restCores the server's CPU while nothing happened, in cores
/// @param restSeconds for so long
/// @param echoMicros p50, p99 and most from another viewer's press to its echo
/// @param wakeMillis from the change that all of them see until the last one has it
/// @param wakeEchoMillis the longest echo of the other viewer meanwhile
/// @param wakeLockMillis for how long the global lock was held meanwhile
public record IdleResult(
        int viewers,
        long heapEach,
        long residentEach,
        long codecsEach,
        double loginMicros,
        double restCores,
        double restSeconds,
        List<Double> echoMicros,
        double wakeMillis,
        double wakeEchoMillis,
        double wakeLockMillis) {

    /// An object.
    public String json() {
        return Json.lines(List.of(fields()));
    }

    /// A line for each figure.
    public String text() {
        var text = new StringBuilder();
        fields().forEach((name, value) -> text.append("%-16s %s%n".formatted(name, shown(value))));
        return text.toString().stripTrailing();
    }

    private static String shown(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.3f", number)
                : value.toString();
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("viewers", viewers);
        fields.put("heapEach", heapEach);
        fields.put("residentEach", residentEach);
        fields.put("codecsEach", codecsEach);
        fields.put("loginMicros", loginMicros);
        fields.put("restCores", restCores);
        fields.put("restSeconds", restSeconds);
        fields.put("echoP50Micros", echoMicros.get(0));
        fields.put("echoP99Micros", echoMicros.get(1));
        fields.put("echoMostMicros", echoMicros.get(2));
        fields.put("wakeMillis", wakeMillis);
        fields.put("wakeEchoMillis", wakeEchoMillis);
        fields.put("wakeLockMillis", wakeLockMillis);
        return fields;
    }
}
