package weft.cli.dbus;

import java.nio.ByteOrder;

/// One message that was read, and how to write one (D-Bus Specification, Message Format).
///
/// | bytes | type  | field                                          |
/// |------:|-------|------------------------------------------------|
/// |     1 | U8    | `l` for little-endian, `B` for big             |
/// |     1 | U8    | type: 1 call, 2 return, 3 error, 4 signal      |
/// |     1 | U8    | flags: 1 no reply is expected, 2 no auto-start |
/// |     1 | U8    | version = 1                                    |
/// |     4 | U32   | length of the body                             |
/// |     4 | U32   | serial                                         |
/// |     4 | U32   | length of the fields                           |
/// |       | array | fields: a code, and a value with its type      |
/// |       |       | padding to a multiple of 8, then the body      |
///
/// @param type of these four
/// @param flags of these two
/// @param serial that a reply names
/// @param replySerial of the call that this is a reply to; 0 for none
/// @param path the object; empty for none, as the texts that follow
/// @param face the interface
/// @param member the method or the signal
/// @param error the error's name
/// @param sender who has sent it, if a bus says so
/// @param signature of the values
/// @param body the values
/// @param length how many bytes of `body` they are
/// @param order of those bytes
@SuppressWarnings("ArrayRecordComponent") // a view
public record DbusMessage(
        int type,
        int flags,
        long serial,
        long replySerial,
        String path,
        String face,
        String member,
        String error,
        String sender,
        String signature,
        byte[] body,
        int length,
        ByteOrder order) {
    static final int CALL = 1;
    static final int RETURN = 2;
    static final int ERROR = 3;
    static final int SIGNAL = 4;
    static final int NO_REPLY = 1;
    static final int NO_AUTO_START = 2;
    static final int HEAD_BYTES = 16;

    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int DESTINATION = 6;
    private static final int SENDER = 7;
    private static final int SIGNATURE = 8;
    private static final int DESCRIPTORS = 9;

    /// Its values, from the first on; of these types.
    ///
    /// @throws DbusException if it has others
    public DbusReader read(String types) throws DbusException {
        if (!signature.equals(types)) {
            throw DbusReader.broken(
                    "%s of the types '%s' instead of '%s'"
                            .formatted(member.isEmpty() ? "a reply" : member, signature, types));
        }
        return new DbusReader(body, length, order);
    }

    /// Whether it is a call or a signal of this name.
    public boolean is(String ofInterface, String name) {
        return face.equals(ofInterface) && member.equals(name);
    }

    /// What comes before the fields, whose padding `fieldBytes` does not count.
    @SuppressWarnings("ArrayRecordComponent") // a view
    record Head(int type, int flags, long serial, int bodyBytes, int fieldBytes, ByteOrder order) {

        static Head read(byte[] head) throws DbusException {
            if ((head[0] != 'l' && head[0] != 'B') || head[3] != 1) {
                throw DbusReader.broken("no message of its version 1");
            }
            ByteOrder order = head[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            var reader = new DbusReader(head, HEAD_BYTES, order);
            int _ = reader.u8();
            int type = reader.u8();
            int flags = reader.u8();
            int _ = reader.u8();
            long body = reader.u32();
            long serial = reader.u32();
            long fields = reader.u32();
            if (body > Integer.MAX_VALUE || fields > Integer.MAX_VALUE - 8) {
                throw DbusReader.broken("a message of %d and %d bytes".formatted(fields, body));
            }
            return new Head(type, flags, serial, (int) body, (int) fields, order);
        }

        /// @param fields all of them, without the length
        DbusMessage with(byte[] fields, byte[] body) throws DbusException {
            var reader = new DbusReader(fields, fieldBytes, order);
            String[] texts = {"", "", "", "", "", "", "", "", "", ""};
            long reply = 0;
            while (!reader.isAtEnd()) {
                reader.alignTo8();
                int code = reader.u8();
                Object value = reader.field();
                if (code == REPLY_SERIAL && value instanceof Long number) {
                    reply = number;
                } else if (code < texts.length && value instanceof String text) {
                    texts[code] = text;
                }
            }
            return new DbusMessage(
                    type,
                    flags,
                    serial,
                    reply,
                    texts[PATH],
                    texts[INTERFACE],
                    texts[MEMBER],
                    texts[ERROR_NAME],
                    texts[SENDER],
                    texts[SIGNATURE],
                    body,
                    bodyBytes,
                    order);
        }
    }

    /// A call as it is sent.
    static DbusWriter call(
            int flags,
            int serial,
            String destination,
            String path,
            String face,
            String member,
            DbusWriter body) {
        DbusWriter out = head(CALL, flags, serial, body);
        field(out, PATH, "o", path);
        if (!destination.isEmpty()) {
            field(out, DESTINATION, "s", destination);
        }
        field(out, INTERFACE, "s", face);
        field(out, MEMBER, "s", member);
        return whole(out, body);
    }

    /// A reply to this call as it is sent.
    DbusWriter reply(int withSerial, DbusWriter values) {
        return whole(answer(RETURN, withSerial, values), values);
    }

    /// The reply that there is no such method.
    DbusWriter refusal(int withSerial) {
        var values = new DbusWriter().string("there is no " + face + "." + member);
        DbusWriter out = answer(ERROR, withSerial, values);
        field(out, ERROR_NAME, "s", "org.freedesktop.DBus.Error.UnknownMethod");
        return whole(out, values);
    }

    private DbusWriter answer(int kind, int withSerial, DbusWriter values) {
        DbusWriter out = head(kind, NO_REPLY, withSerial, values);
        out.align(8).rawByte(REPLY_SERIAL).rawSignature("u").rawU32((int) serial);
        if (!sender.isEmpty()) {
            field(out, DESTINATION, "s", sender);
        }
        return out;
    }

    private static DbusWriter head(int type, int flags, int serial, DbusWriter body) {
        return new DbusWriter()
                .rawByte('l')
                .rawByte(type)
                .rawByte(flags)
                .rawByte(1)
                .rawU32(body.size())
                .rawU32(serial)
                .rawU32(0);
    }

    private static void field(DbusWriter out, int code, String type, String text) {
        out.align(8).rawByte(code).rawSignature(type).rawString(text);
    }

    private static DbusWriter whole(DbusWriter out, DbusWriter body) {
        if (!body.signature().isEmpty()) {
            out.align(8).rawByte(SIGNATURE).rawSignature("g").rawSignature(body.signature());
        }
        if (body.passed().isPresent()) {
            out.align(8).rawByte(DESCRIPTORS).rawSignature("u").rawU32(1);
        }
        out.patch(HEAD_BYTES - 4, out.size() - HEAD_BYTES);
        out.align(8).append(body);
        return out;
    }
}
