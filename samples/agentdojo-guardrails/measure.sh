#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Mines second workspaces and measures the policies on recorded AgentDojo runs:
#   sh measure.sh RUNS SUITES.json OUT
# RUNS holds pipeline/suite/task/attack/injection.json; OUT is a folder that does not exist yet.
# REMIT_BIN: where the programs are (default: build/release/bin of the project).
# AUTHORING: the pipelines whose runs without attack are evidence; the tables are of all others.
set -euf
[ $# = 3 ] || { echo "usage: sh measure.sh RUNS SUITES.json OUT" >&2; exit 1; }
runs=$1 suites=$2 out=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
bin=${REMIT_BIN:-$here/../../build/release/bin}
: "${AUTHORING:=gpt-4o-2024-05-13-spotlighting_with_delimiting gpt-4o-mini-2024-07-18}"
mkdir "$out"

# The runs without attack of the authoring pipelines, of tasks whose number ends with one of these.
evidence() {
    for pipeline in $AUTHORING; do
        for digit in "$@"; do
            printf ' --run %s/*/user_task_*%s/none/none' "$pipeline" "$digit"
        done
    done
}

# A copy of this workspace with inventories mined from the evidence.
with_inventories() { # name, digits…
    name=$1
    shift
    mkdir "$out/$name"
    for part in remit.json policies tools entities; do cp -R "$here/$part" "$out/$name/$part"; done
    "$bin/remit" mine "$runs" --workspace "$here" --inventories --siblings $(evidence "$@") \
        --out "$out/$name/entities/known.json" 2>"$out/$name.log"
}

reported() {
    for folder in $(set +f; cd "$runs" && echo *); do
        case " $AUTHORING " in *" $folder "*) ;; *) printf ' --pipeline %s' "$folder" ;; esac
    done
}

measure() {
    "$bin/remit-agentdojo" "$runs" --suites "$suites" $(reported) "$@"
}

with_inventories known 0 1 2 3 4 5 6 7 8 9
with_inventories even 0 2 4 6 8
with_inventories odd 1 3 5 7 9
cp -R "$out/known" "$out/tasks"
"$bin/remit" mine "$runs" --workspace "$out/known" --task '**' --form guard --detail actions \
    $(evidence 0 1 2 3 4 5 6 7 8 9) --out "$out/tasks/policies/tasks.cedar"

echo "Known tasks: inventories mined from all tasks of the authoring pipelines"
measure --workspace "$out/known"
echo
echo "Unseen tasks: mined from even-numbered tasks and judged on odd ones, and the other way round"
measure --fold "$out/even" "$out/odd"
echo
echo "Known tasks, with policies mined for each of them on top"
measure --workspace "$out/tasks"

echo
echo "Probes: every pair of a user task and an injection task"
measure --workspace "$out/known" --pairs
