# SPDX-License-Identifier: Apache-2.0
# Sourced. describe_all REMIT writes "PATH<tab>KIND<tab>NAME<tab>TEXT" for the program and each of
# its commands, with what their own help says. PATH is "remit", "remit bundle", "remit bundle build".

describe_one() { # program, path, arguments…
    program=$1
    path=$2
    shift 2
    "$program" "$@" --help | awk -f "$here/commands.awk" | sed "s/^/$path\t/"
}

describe_all() { # remit
    describe_one "$1" remit
    for command in $(commands_of "$1"); do
        describe_one "$1" "remit $command" "$command"
        for inner in $(commands_of "$1" "$command"); do
            describe_one "$1" "remit $command $inner" "$command" "$inner"
        done
    done
}

commands_of() { # program, arguments…
    program=$1
    shift
    "$program" "$@" --help | awk -f "$here/commands.awk" | awk -F '\t' '$1 == "command" { print $2 }'
}
