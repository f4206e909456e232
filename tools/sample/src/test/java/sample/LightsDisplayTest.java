package sample;

import org.junit.jupiter.api.Test;

import weft.junit5.Display;
import weft.junit5.DisplayHost;
import weft.junit5.DisplayTest;
import weft.junit5.Host;
import weft.junit5.VncClientProfile;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

/// What viewers see of the lights, compared with the pictures in `src/test/goldens`.
@DisplayTest
class LightsDisplayTest {

    @Host final Machine machine = new Machine();

    /// The lights, in the time of their test.
    static final class Machine implements DisplayHost {
        private final Lights lights = new Lights();

        @Override
        public VncServerBuilder server() {
            return lights.server();
        }

        @Override
        public void nextFrame(VncServer server) {
            lights.frame(server);
        }
    }

    @Test
    void key_switchesItsLight(Display display) {
        display.press("3").press("7").expect("two-lights");
        display.press("3").expect("one-light");
    }

    @VncClientProfile
    void everyViewer_seesTheSame(Display display) {
        display.press("3").press("7").expect("two-lights");
    }
}
