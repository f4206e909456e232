package weft.junit5;

import weft.server.VncServer;

/// A server as a program: it says where it is, has its process's number as its name, and ends when
/// its input does not, but when it is ended.
final class CommandMain {

    private CommandMain() {}

    public static void main(String[] args) throws Exception {
        String name = String.valueOf(ProcessHandle.current().pid());
        try (VncServer server = VncServer.builder(20, 10).name(name).listen(0).start()) {
            System.out.println("some other line");
            System.out.println("READY vnc=127.0.0.1::" + server.port() + " and more");
            Thread.currentThread().join();
        }
    }
}
