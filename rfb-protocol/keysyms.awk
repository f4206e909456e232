# Makes the table of keysyms from X11's headers, as libX11 names them:
#
#   awk -f keysyms.awk /usr/include/X11/keysymdef.h /usr/include/X11/XF86keysym.h \
#       > src/main/resources/weft/rfb/keysym/keysyms.txt
BEGIN {
    print "# X11 keysyms: hexadecimal value, name, and the Unicode code point where it is a character."
    print "# +: just this character, ~: one that resembles it. Of several names the first is the usual."
    print "# From keysymdef.h and XF86keysym.h of xorgproto 2022.1 (MIT), by keysyms.awk."
    # what GTK, and the print on the keys, call them
    put("ff55", "Page_Up", "")
    put("ff56", "Page_Down", "")
    put("ff9a", "KP_Page_Up", "")
    put("ff9b", "KP_Page_Down", "")
}

function put(value, name, unicode) {
    if (!(name in seen)) {
        seen[name]
        print value " " name (unicode == "" ? "" : " " unicode)
    }
}

/^#define XK_[A-Za-z0-9_]+[ \t]+0x/ {
    value = tolower(substr($3, 3))
    sub(/^0+/, "", value)
    unicode = ""
    # 0x01000000 and more say their code point themselves, Latin-1 is its own
    if (length(value) > 2 && length(value) < 5 && match($0, /\/\*\(?[ ]*U\+[0-9A-F]+/)) {
        text = substr($0, RSTART, RLENGTH)
        code = tolower(substr(text, index(text, "+") + 1))
        sub(/^0+/, "", code)
        unicode = (text ~ /\(/ ? "~" : "+") code
    }
    put(value, substr($2, 4), unicode)
}

/^#define XF86XK_[A-Za-z0-9_]+[ \t]+0x/ {
    put(tolower(substr($3, 3)), "XF86" substr($2, 8), "")
}

# _EVDEVK(0xABC) is 0x10081000 + 0xABC; no code reaches 0x1000
/^#define XF86XK_[A-Za-z0-9_]+[ \t]+_EVDEVK\(0x/ {
    code = tolower(substr($3, 11))
    sub(/\).*/, "", code)
    put("10081" code, "XF86" substr($2, 8), "")
}
