/// Small programs that show how to use Weft's modules.
module weft.examples {
    requires java.desktop;
    requires weft.coroutine;
    requires weft.server;
}
