/// Display tests with JUnit 5: what a machine shows on a VNC server, compared with pictures, and
/// what went wrong as a report.
///
/// Start at [weft.junit5.DisplayTest].
@SuppressWarnings("module") // the 5 is JUnit's
module weft.junit5 {
    requires com.fasterxml.jackson.core;
    requires com.twelvemonkeys.imageio.tiff;
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires transitive weft.client;
    requires transitive weft.server;

    exports weft.junit5;
}
