# SPDX-License-Identifier: Apache-2.0
# awk -v shell=bash|zsh|fish -f completions.awk descriptions
# Completion of commands and options, from lines of describe_all.
function quoted(s) { gsub(/'/, "'\\''", s); return "'" s "'" }
# The names of "-w,--workspace DIR ..." : long and short, and whether a value follows.
function options(s,   words, i, n, parts) {
    long = ""; short = ""; value = 0; choices = ""
    if (match(s, /[{][a-z0-9,>-]*[}]/)) choices = substr(s, RSTART + 1, RLENGTH - 2)
    gsub(/->/, "", choices)
    n = split(s, words, " ")
    value = n > 1
    n = split(words[1], parts, ",")
    for (i = 1; i <= n; ++i) {
        if (parts[i] ~ /^--/) long = substr(parts[i], 3)
        else if (parts[i] ~ /^-/) short = substr(parts[i], 2)
    }
}
BEGIN { FS = "\t" }
$2 == "command" { commands[$1] = commands[$1] " " $3; about[$1 " " $3] = $4; known[++count] = $1 SUBSEP $3 }
$2 == "option" {
    options($3)
    names[$1] = names[$1] (long != "" ? " --" long : "") (short != "" ? " -" short : "")
    lines[++lineCount] = $1 SUBSEP long SUBSEP short SUBSEP value SUBSEP choices SUBSEP $4
}
!($1 in seen) { seen[$1] = 1; order[++paths] = $1 }
END {
    print (shell == "zsh" ? "#compdef remit\n" : "") "# SPDX-License-Identifier: Apache-2.0"
    if (shell == "bash") bash(); else if (shell == "zsh") zsh(); else fish()
}
# Cases that follow the words before the cursor to the command that they name.
function steps(indent,   i, k) {
    for (i = 1; i <= count; ++i) {
        split(known[i], k, SUBSEP)
        printf "%s%s) at=%s ;;\n", indent, quoted(k[1] " " k[2]), quoted(k[1] " " k[2])
    }
}
function bash(   i, p) {
    print "_remit() {"
    print "    local current=${COMP_WORDS[COMP_CWORD]} at=remit words= group= i"
    print "    for ((i = 1; i < COMP_CWORD; ++i)); do"
    print "        case \"$at ${COMP_WORDS[i]}\" in"
    steps("        ")
    print "        esac"
    print "    done"
    print "    case $at in"
    for (i = 1; i <= paths; ++i) {
        p = order[i]
        printf "    %s) words=%s group=%s ;;\n", quoted(p), quoted(substr(commands[p] names[p], 2)), commands[p] != ""
    }
    print "    esac"
    print "    if [[ $current == -* || $group == 1 ]]; then"
    print "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")"
    print "    fi"
    print "}"
    print "complete -o default -o bashdefault -F _remit remit"
}
function zsh(   i, j, p, k, l) {
    print "_remit() {"
    print "    local at=remit word group="
    print "    local -a candidates"
    print "    for word in ${words[2,CURRENT-1]}; do"
    print "        case \"$at $word\" in"
    steps("        ")
    print "        esac"
    print "    done"
    print "    case $at in"
    for (i = 1; i <= paths; ++i) {
        p = order[i]
        printf "    %s) group=%s candidates=(", quoted(p), commands[p] != ""
        for (j = 1; j <= count; ++j) { split(known[j], k, SUBSEP); if (k[1] == p) printf " %s", quoted(k[2] ":" about[p " " k[2]]) }
        for (j = 1; j <= lineCount; ++j) { split(lines[j], l, SUBSEP); if (l[1] == p && l[2] != "") printf " %s", quoted("--" l[2] ":" l[6]) }
        print ") ;;"
    }
    print "    esac"
    print "    if [[ $words[CURRENT] == -* || $group == 1 ]]; then"
    print "        _describe command candidates"
    print "    else"
    print "        _files"
    print "    fi"
    print "}"
    print "_remit \"$@\""
}
function fish(   i, k, l, choice) {
    print "function __remit_at"
    print "    set -l at remit"
    print "    for word in (commandline -opc)[2..-1]"
    print "        switch \"$at $word\""
    for (i = 1; i <= count; ++i) { split(known[i], k, SUBSEP); printf "            case %s\n                set at %s\n", quoted(k[1] " " k[2]), quoted(k[1] " " k[2]) }
    print "        end"
    print "    end"
    print "    echo $at"
    print "end"
    for (i = 1; i <= count; ++i) {
        split(known[i], k, SUBSEP)
        printf "complete -c remit -f -n 'test (__remit_at) = \"%s\"' -a %s -d %s\n", k[1], quoted(k[2]), quoted(about[k[1] " " k[2]])
    }
    for (i = 1; i <= lineCount; ++i) {
        split(lines[i], l, SUBSEP)
        printf "complete -c remit -n 'test (__remit_at) = \"%s\"'", l[1]
        if (l[2] != "") printf " -l %s", l[2]
        if (l[3] != "") printf " -s %s", l[3]
        if (l[4]) printf " -r"
        choice = l[5]; gsub(/,/, " ", choice)
        if (choice != "") printf " -f -a %s", quoted(choice)
        printf " -d %s\n", quoted(l[6])
    }
}
