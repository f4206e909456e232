package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.rfb.keyboard.ScanCodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What keys are called, as others have it: the keyboard of a PC that QEMU emulates, QEMU's names,
/// and Linux's header.
@ExtendWith(Programs.class)
@Timeout(120)
class ScanCodesIT {

    private static final Pattern DEFINITION =
            Pattern.compile("#define\\s+KEY_(\\w+)\\s+(\\d+)\\b.*");

    private static final Pattern QCODE = Pattern.compile("qcode (\\w+), down 1");
    private static final int KEY_A = 0x1e;

    /// Where the kernel has other names than QEMU.
    private static final Map<String, String> KERNEL =
            Map.ofEntries(
                    Map.entry("bracket_left", "LEFTBRACE"),
                    Map.entry("bracket_right", "RIGHTBRACE"),
                    Map.entry("ret", "ENTER"),
                    Map.entry("ctrl", "LEFTCTRL"),
                    Map.entry("ctrl_r", "RIGHTCTRL"),
                    Map.entry("shift", "LEFTSHIFT"),
                    Map.entry("shift_r", "RIGHTSHIFT"),
                    Map.entry("alt", "LEFTALT"),
                    Map.entry("alt_r", "RIGHTALT"),
                    Map.entry("meta_l", "LEFTMETA"),
                    Map.entry("meta_r", "RIGHTMETA"),
                    Map.entry("spc", "SPACE"),
                    Map.entry("grave_accent", "GRAVE"),
                    Map.entry("kp_multiply", "KPASTERISK"),
                    Map.entry("kp_subtract", "KPMINUS"),
                    Map.entry("kp_add", "KPPLUS"),
                    Map.entry("kp_decimal", "KPDOT"),
                    Map.entry("kp_divide", "KPSLASH"),
                    Map.entry("kp_equals", "KPEQUAL"),
                    Map.entry("print", "SYSRQ"),
                    Map.entry("less", "102ND"),
                    Map.entry("audioprev", "PREVIOUSSONG"),
                    Map.entry("audionext", "NEXTSONG"),
                    Map.entry("audioplay", "PLAYPAUSE"),
                    Map.entry("audiostop", "STOPCD"),
                    Map.entry("audiomute", "MUTE"),
                    Map.entry("pgup", "PAGEUP"),
                    Map.entry("pgdn", "PAGEDOWN"),
                    Map.entry("wake", "WAKEUP"));

    @TempDir Path home;

    private interface Set {
        byte[] of(int keycode, boolean down);
    }

    @Test
    void keys_areTheBytesOfAKeyboard_inSet1() throws IOException {
        assertBytes(BootProgram.KEYBOARD_BYTES, ScanCodes::set1);
    }

    @Test
    void keys_areTheBytesOfAKeyboard_inSet2() throws IOException {
        assertBytes(BootProgram.UNTRANSLATED_KEYBOARD_BYTES, ScanCodes::set2);
    }

    /// Each key is followed by another one, so that it is known when all of it is there.
    private void assertBytes(BootProgram program, Set set) throws IOException {
        try (QemuSeat seat =
                        QemuSeat.running(
                                home,
                                QemuServer.MONITOR,
                                program,
                                "-trace",
                                "input_event_key_qcode");
                VncClient viewer = VncClient.to(seat.address()).connect()) {
            QemuPc pc = seat.pc();
            String mark = bytes(set, KEY_A);
            List<String> expected = new ArrayList<>();
            List<String> seen = new ArrayList<>();
            for (int code : ScanCodes.known().stream().filter(key -> key != KEY_A).toList()) {
                expected.add(ScanCodes.qcode(code).orElseThrow() + " " + bytes(set, code));
                int writtenBefore = pc.written().length;
                int saidBefore = pc.said().length();
                for (int key : new int[] {code, KEY_A}) {
                    viewer.key(0, key, true);
                    viewer.key(0, key, false);
                }
                Eventually.holds(
                        () -> written(pc, writtenBefore).endsWith(mark),
                        () -> expected.getLast() + "? " + written(pc, writtenBefore));
                Eventually.holds(
                        () -> pc.said().substring(saidBefore).contains("qcode a, down 0"),
                        () -> expected.getLast() + "? " + pc.said().substring(saidBefore));
                String name =
                        QCODE.matcher(pc.said().substring(saidBefore))
                                .results()
                                .map(found -> found.group(1))
                                .findFirst()
                                .orElse("none");
                String bytes = written(pc, writtenBefore);
                seen.add(name + " " + bytes.substring(0, bytes.length() - mark.length()));
            }
            assertEquals(expected, seen);
        }
    }

    private static String bytes(Set set, int code) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(set.of(code, true)) + hex.formatHex(set.of(code, false));
    }

    private static String written(QemuPc pc, int from) {
        byte[] all = pc.written();
        return HexFormat.of().formatHex(all, from, all.length);
    }

    @Test
    void keys_areTheCodesOfTheKernelsHeader() throws IOException {
        Map<String, Integer> header = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("/usr/include/linux/input-event-codes.h"))) {
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                header.put(definition.group(1), Integer.valueOf(definition.group(2)));
            }
        }
        Map<String, OptionalInt> expected = new TreeMap<>();
        Map<String, OptionalInt> ours = new TreeMap<>();
        for (int code : ScanCodes.known()) {
            String name = ScanCodes.qcode(code).orElseThrow();
            String kernel =
                    KERNEL.getOrDefault(name, name.replace("_", "").toUpperCase(Locale.ROOT));
            expected.put(name, OptionalInt.of(header.getOrDefault(kernel, -1)));
            ours.put(name, ScanCodes.evdev(code));
        }
        assertEquals(expected, ours);
    }
}
