package weft.server.hostile;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A hostile input, and the fate that it should meet.
///
/// @param id as in the list of inputs: a group and a number, and which of its forms
/// @param what what it is, in a line
/// @param expected its fate, in a line
/// @param setting the server that it is said to
/// @param transports over which it is said
/// @param script how it goes
record HostileInput(
        String id,
        String what,
        String expected,
        Setting setting,
        Set<Transport> transports,
        Script script) {

    /// What happens.
    sealed interface Script {}

    /// A viewer that has come as far as `login` says these bytes, in every way that they can be
    /// cut.
    ///
    /// @param login what goes before
    /// @param said the bytes
    /// @param fate what must become of it
    record Bytes(Consumer<HostileViewer> login, Supplier<Said> said, Consumer<HostileViewer> fate)
            implements Script {}

    /// A story that cannot be cut.
    ///
    /// @param play tells it
    record Story(Play play) implements Script {}

    /// A story, as code.
    @FunctionalInterface
    interface Play {
        /// Plays it, and throws [FateException] if the fate is not the right one.
        void on(Stage stage, Transport transport) throws Exception;
    }

    /// The number in the list: the id without its form.
    String number() {
        int slash = id.indexOf('/');
        return slash < 0 ? id : id.substring(0, slash);
    }
}
