# Lists the keys of the main block out of what xkbcomp writes: see layouts.sh.
BEGIN {
    # Where a row begins in XT set 1; its keys follow each other.
    row("AE", 1, 12, 2); row("AD", 1, 12, 16); row("AC", 1, 11, 30); row("AB", 1, 10, 44)
    code["TLDE"] = 41; code["BKSL"] = 43; code["LSGT"] = 86; code["SPCE"] = 57
    code["AE13"] = 125; code["AB11"] = 115
}

function row(name, first, last, start,    i) {
    for (i = first; i <= last; i++) {
        code[sprintf("%s%02d", name, i)] = start + i - first
    }
}

/^    key <[A-Z0-9]+> / {
    key = $2
    gsub(/[<>]/, "", key)
}

/\[[^\]]*\]/ && key in code {
    list = $0
    if (list ~ /Group[2-9]/ || (key in done)) next
    sub(/symbols\[Group1\]=/, "", list)
    sub(/^[^\[]*\[/, "", list)
    sub(/\].*$/, "", list)
    gsub(/[ \t]/, "", list)
    count = split(list, symbols, ",")
    line = sprintf("%02x", code[key])
    used = 0
    for (i = 1; i <= 4; i++) {
        symbol = i <= count ? symbols[i] : "NoSymbol"
        levels[i] = symbol == "NoSymbol" || symbol == "VoidSymbol" ? "-" : symbol
        if (levels[i] != "-") used = i
    }
    for (i = 1; i <= used; i++) line = line " " levels[i]
    if (used > 0) print line | "sort"
    done[key] = 1
}
