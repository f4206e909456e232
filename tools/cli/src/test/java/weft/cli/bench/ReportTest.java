package weft.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class ReportTest {

    @Test
    void json_everyKindOfValue_isEscaped() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a\"b\\c\n\u0001", "\u00e4 \ud83d\ude00");
        object.put("list", Arrays.asList(1, 2.5, true, null, Double.POSITIVE_INFINITY));
        assertEquals(
                "{\"a\\\"b\\\\c\\u000a\\u0001\":\"\u00e4 \\ud83d\\ude00\","
                        + "\"list\":[1,2.5,true,null,null]}",
                Json.of(object));
    }

    @Test
    void table_columns_areAligned() {
        assertEquals(
                "a   b     c\nxx  yyy  10",
                Table.of(List.of(List.of("a", "b", "c"), List.of("xx", "yyy", "10"))));
    }

    @Test
    void median_oddAndEven_isTheMiddle() {
        assertEquals(3, Median.of(LongStream.of(9, 1, 3)));
        assertEquals(2.5, Median.of(LongStream.of(9, 1, 3, 2)));
    }
}
