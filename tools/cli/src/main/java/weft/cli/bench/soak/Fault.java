package weft.cli.bench.soak;

import weft.cli.bench.soak.Strain.Broken;

import java.io.IOException;

/// The faults, by their numbers. Each does what it does once, in seconds or a minute, takes back
/// what it has taken, and throws [Broken] if the server did not do what it must.
enum Fault {
    F1("stalled readers", ReaderFaults::stalled),
    F2("a slow reader", ReaderFaults::slow),
    F3("viewers whose cable is pulled", ReaderFaults::halfOpen),
    F4("resets in the middle of a rectangle", ReaderFaults::resetsInRectangles),
    F5("ends in each phase of the login", LoginFaults::endsInEachPhase),
    F6("resizes while updates are encoded", HostFaults::resizes),
    F7("a million requests at once", MessageFaults::million),
    F8("keys held by who goes away", InputFaults::heldKeys),
    F10("a flood of connections", FloodFaults::connections),
    F11("logins byte by byte", LoginFaults::drippers),
    F12("a flood of guesses", FloodFaults::guesses),
    F13("a flood of TLS and RSA", FloodFaults::handshakes),
    F14("clipboards that unpack to very much", MessageFaults::bombs),
    F15("a recording on a disk that is full", RecordingFaults::fullDisk),
    F16("a recording on a disk that stands still", RecordingFaults::stoppedDisk),
    F17("certificates that change, good and bad", TlsFaults::reloads),
    F18("a port that is taken, an address that goes away", ProcessFaults::addresses),
    F19("no descriptors left", ProcessFaults::noDescriptors),
    F20("callbacks that throw, fail, block and call back", HostFaults::callbacks),
    F21("drawing at any time, and wrong damage", HostFaults::scribbles),
    F22("a small heap", ProcessFaults::smallHeap),
    F23("a server that is stopped for a while", ProcessFaults::stopped),
    F25("resets in each phase of the login", LoginFaults::resetsInEachPhase),
    F27("two viewers that answer each other's clipboard", MessageFaults::pingPong),
    F28("shutdown with viewers in each phase", ProcessFaults::shutdown),
    F29("rights that come and go", InputFaults::rights),
    F30("messages of one byte", MessageFaults::halfMessages),
    P1("resets at each byte of a session, and of a TLS hello", LoginFaults::resetsAtEachByte);

    private final String what;

    @SuppressWarnings("ImmutableEnumChecker") // methods without state
    private final Course course;

    @FunctionalInterface
    private interface Course {
        void run(Strain strain) throws IOException, Broken, NotRun;
    }

    Fault(String what, Course course) {
        this.what = what;
        this.course = course;
    }

    String what() {
        return what;
    }

    /// Whether others would see it for a fault of theirs.
    boolean isAlone() {
        return this == F23;
    }

    void run(Strain strain) throws IOException, Broken, NotRun {
        course.run(strain);
    }
}
