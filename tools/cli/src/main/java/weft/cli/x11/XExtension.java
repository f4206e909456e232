package weft.cli.x11;

/// An extension of the protocol that the server has.
///
/// @param name as it was asked for
/// @param opcode the major opcode of its requests
/// @param firstEvent the code of its first event
public record XExtension(String name, int opcode, int firstEvent) {

    /// Begins one of its requests.
    ///
    /// @param minor its number within the extension
    public XRequest request(int minor) {
        return new XRequest(opcode, minor);
    }
}
