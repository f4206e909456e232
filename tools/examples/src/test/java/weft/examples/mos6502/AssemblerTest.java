package weft.examples.mos6502;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

class AssemblerTest {

    private static String hex(String source, int from, int to) {
        return HexFormat.of().formatHex(Assembler.assemble(source), from, to);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lda #$10       | a910",
                "LDA #%101      | a905",
                "lda #<word     | a934",
                "lda #>word     | a912",
                "lda word       | ad3412",
                "lda word - 1   | ad3312",
                "lda near       | a540",
                "lda near+1,x   | b541",
                "lda near,y     | b94000",
                "ldx near,y     | b640",
                "sta (near),y   | 9140",
                "sta (near,x)   | 8140",
                "jmp near       | 4c4000",
                "jmp (near)     | 6c4000",
                "asl            | 0a",
                "asl a          | 0a",
                "asl near       | 0640",
                "dex            | ca",
                ".byte 1, -1, 2 | 01ff02",
                ".word word, 1  | 34120100"
            })
    void statement_hasItsBytes(String statement, String bytes) {
        String names = "word = $1234\nnear = $40\n* = 0\n";
        assertEquals(bytes, hex(names + statement, 0, bytes.length() / 2));
    }

    @Test
    void labels_mayComeLater() {
        String source =
                """
                * = $10
                back:  bne later ; over
                       lda zero  ; which is not known to be near
                later: beq back
                       jmp later
                zero = 5
                """;
        assertEquals("d003ad0500f0f94c1500", hex(source, 0x10, 0x1A));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lda #256     | line 2, \"lda #256\": 256 is more than a byte",
                "lda what     | line 2, \"lda what\": nobody says what what is",
                "mov a        | line 2, \"mov a\": there is no instruction mov",
                "sta #1       | line 2, \"sta #1\": it takes no such operand",
                "bne $100     | line 2, \"bne $100\": that is too far for a branch",
                "lda $xy      | line 2, \"lda $xy\": $xy is no number",
                "* = $10000   | line 3, \"nop\": that is beyond 64 KiB",
                "first = 7    | line 2, \"first = 7\": first has two meanings",
                "1st: nop     | line 2, \"1st: nop\": 1st is no name"
            })
    void mistake_isSaidWithItsLine(String line, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Assembler.assemble("first:\n" + line + "\nnop"))
                        .getMessage());
    }
}
