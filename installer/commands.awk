# SPDX-License-Identifier: Apache-2.0
# One help text, as the programs print it, in lines "KIND<tab>NAME<tab>TEXT": what man pages and
# completions are made of. KIND is summary, usage, positional, option, command or footer.
function flush() { if (name != "") { print kind "\t" name "\t" text; name = "" } }
BEGIN { kind = "summary" }
/^Usage: / { print "usage\t\t" substr($0, 8); kind = ""; next }
/^Positionals:/ { flush(); kind = "positional"; next }
/^Options:/ { flush(); kind = "option"; next }
/^Commands:/ { flush(); kind = "command"; next }
/^[A-Za-z ]*:$/ && kind != "footer" { flush(); kind = "option"; next }
/^$/ { flush(); if (kind != "summary" && kind != "") kind = "footer"; next }
kind == "summary" { if ($0 !~ /^[[:space:]]*$/) print "summary\t\t" $0; next }
kind == "footer" || /^[^ ]/ { flush(); print "footer\t\t" $0; kind = "footer"; next }
/^  [^ ]/ {
    flush()
    line = substr($0, 3)
    if (match(line, /  +/)) { name = substr(line, 1, RSTART - 1); text = substr(line, RSTART + RLENGTH) }
    else { name = line; text = "" }
    next
}
/^   / { sub(/^ +/, ""); text = text (text == "" ? "" : " ") $0; next }
END { flush() }
