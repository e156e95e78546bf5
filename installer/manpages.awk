# SPDX-License-Identifier: Apache-2.0
# awk -v path="remit bundle build" -v version=0.1.0 -v date=2026-01-01 -f manpages.awk descriptions
# A man page of one command, from lines of describe_all.
function roff(s) {
    gsub(/\\/, "\\e", s); gsub(/-/, "\\-", s); gsub(/^\./, "\\\\\\&.", s); gsub(/^'/, "\\\\\\&'", s)
    return s
}
# "-w,--workspace DIR" in bold and italics; the list of values that follows a colon goes.
function item(s,   words, n, i, out) {
    sub(/:(value in )?[{].*$/, "", s)
    n = split(s, words, " ")
    for (i = 1; i <= n; ++i)
        out = out (i > 1 ? " " : "") (words[i] ~ /^-/ ? "\\fB" : "\\fI") roff(words[i]) "\\fR"
    return out
}
function section(title) { if (title != current) { print ".SH " title; current = title } }
BEGIN {
    FS = "\t"
    page = path; gsub(/ /, "-", page)
    print ".\\\" SPDX-License-Identifier: Apache-2.0"
    printf ".TH \"%s\" 1 \"%s\" \"Remit Studio %s\" \"Remit Studio\"\n", toupper(page), date, version
}
$1 != path { next }
$2 == "summary" { section("NAME"); print roff(page) " \\- " roff($4); summary = $4; next }
$2 == "usage" {
    section("SYNOPSIS"); print "\\fB" roff(path) "\\fR" roff(substr($4, length(path) + 1))
    section("DESCRIPTION"); print roff(summary) "."
    next
}
$2 == "positional" { section("ARGUMENTS"); print ".TP"; print item($3); print roff($4); next }
$2 == "option" { section("OPTIONS"); print ".TP"; print item($3); print roff($4); next }
$2 == "command" {
    section("COMMANDS"); print ".TP"; print "\\fB" roff(page "-" $3) "\\fR(1)"; print roff($4); next
}
END {
    if (path != "remit-studio") {
        print ".SH EXIT STATUS"
        print ".TP"; print "0"; print "Done, and the answer is yes: allow, clean."
        print ".TP"; print "1"; print "It could not be done: unreadable, unwritable, wrong usage."
        print ".TP"; print "2"; print "The answer is no: a deny, a crossing, a failed test."
        print ".TP"; print "3"; print "The input was read and is malformed or invalid."
        print ".TP"; print "130"; print "Interrupted."
    }
    print ".SH SEE ALSO"
    other = path == "remit-studio" ? "remit" : "remit\\-studio"
    printf "%s\\fB%s\\fR(1)\n", path ~ / / ? "\\fBremit\\fR(1), " : "", other
}
