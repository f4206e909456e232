#!/bin/sh
# Writes the keyboard layouts of weft.rfb.keyboard: one file for each name, out of the symbols of
# xkeyboard-config (MIT), of which this machine's xkbcomp makes plain lists. On Debian: x11-xkb-utils.
#
#   sh layouts.sh us gb de     writes us.txt, gb.txt and de.txt
#
# To add a layout, add its name to the call and to KeyboardLayout.NAMES.
set -eu

resources=$(cd "$(dirname "$0")" && pwd)/src/main/resources/weft/rfb/keyboard
mkdir -p "$resources"

for layout in "$@"; do
    {
        echo "# Keyboard layout $layout: a key's code in XT set 1 (hexadecimal), and the keysyms that it"
        echo "# has alone, with Shift, with AltGr, and with both; - for none."
        echo "# From xkeyboard-config (MIT), by layouts.sh."
        xkbcomp -w 0 -xkb - - <<KEYMAP | awk -f "$(dirname "$0")/layouts.awk"
xkb_keymap {
    xkb_keycodes { include "evdev+aliases(qwerty)" };
    xkb_types { include "complete" };
    xkb_compat { include "complete" };
    xkb_symbols { include "pc+$layout" };
};
KEYMAP
    } >"$resources/$layout.txt"
done
