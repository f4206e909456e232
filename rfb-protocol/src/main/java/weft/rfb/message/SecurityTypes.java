package weft.rfb.message;

import static weft.rfb.RfbProtocolException.Reason.REFUSED;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.ArrayList;
import java.util.List;

/// The security types that a server offers, from version 3.7 on (RFC 6143 §7.1.2). The client
/// answers with one of them, in one byte.
///
/// | bytes | type | field                    |
/// |------:|------|--------------------------|
/// |     1 | U8   | number-of-security-types |
/// |     * | U8   | security-types           |
///
/// A count of zero refuses the connection; then the reason follows:
///
/// | bytes | type | field         |
/// |------:|------|---------------|
/// |     4 | U32  | reason-length |
/// |     * | U8   | reason-string |
///
/// @param numbers the types by number, the server's favourite first
public record SecurityTypes(List<Integer> numbers) {

    /// Takes 1 to 255 types.
    public SecurityTypes {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("No security type: write a refusal instead");
        }
        Fields.u8("number-of-security-types", numbers.size());
        numbers.forEach(number -> Fields.u8("security-type", number));
    }

    /// Reads the list; a refusal becomes an exception with the server's reason.
    public static SecurityTypes read(RfbInput in) {
        int count = in.u8();
        if (count == 0) {
            throw new RfbProtocolException(REFUSED, BoundedString.read(in, "Reason"));
        }
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(in.u8());
        }
        return new SecurityTypes(numbers);
    }

    /// Writes the list.
    public void write(RfbOutput out) {
        out.u8(numbers.size());
        numbers.forEach(out::u8);
    }

    /// Writes a refusal instead of a list.
    public static void writeRefusal(RfbOutput out, String reason) {
        BoundedString.check("Reason", reason);
        out.u8(0);
        BoundedString.write(out, reason);
    }

    /// Reads the client's choice, which need not be one of the list.
    public static int readChoice(RfbInput in) {
        return in.u8();
    }

    /// Writes the client's choice.
    public static void writeChoice(RfbOutput out, int number) {
        Fields.u8("security-type", number);
        out.u8(number);
    }
}
