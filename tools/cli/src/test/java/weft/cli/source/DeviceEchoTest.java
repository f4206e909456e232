package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiEventType;
import weft.rfb.gii.GiiValuator;

import java.util.ArrayList;
import java.util.List;

class DeviceEchoTest {

    @Test
    void everyEvent_isSaid() {
        List<String> said = new ArrayList<>();
        GiiDevice pad =
                GiiDevice.of(
                        "pad",
                        2,
                        List.of(GiiValuator.of(0, "x", 0, 9), GiiValuator.of(1, "y", 0, 9)));
        var echo = new DeviceEcho(pad, said::add);
        echo.event(new GiiEvent.Button(1, true, 2));
        echo.event(new GiiEvent.Button(1, false, 2));
        echo.event(new GiiEvent.Valuators(1, false, 0, List.of(3, 4)));
        echo.event(new GiiEvent.Valuators(1, true, 1, List.of(-1)));
        echo.event(new GiiEvent.PointerMove(1, false, 1, 2, 3, 4));
        echo.event(new GiiEvent.Key(GiiEventType.KEY_PRESS, 1, 0, 'a', 'a', 30));
        echo.destroyed();
        assertEquals(
                List.of(
                        "pad: here",
                        "pad: button 2 down",
                        "pad: button 2 up",
                        "pad: x=3 y=4",
                        "pad: y+=-1",
                        "pad: at 1,2,3 wheel 4",
                        "pad: key 30 KEY_PRESS",
                        "pad: gone"),
                said);
    }
}
