/// The `weft` command. Start at [weft.cli.Main].
module weft.cli {
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;
    requires info.picocli;
    requires java.management;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires org.slf4j;
    requires weft.client;
    requires weft.rfb;
    requires weft.server;

    // the commands' options are set by reflection
    opens weft.cli to
            info.picocli;
}
