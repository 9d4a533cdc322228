#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measurements in release, beside the peers in HEADROOM_BENCH: `bench.sh [--full] [allocate|phases|tick|ocpp|stations|ingest|instructions|page]...`.
# One table of all that ran comes last; --write FILE puts it into a Markdown file, between its marks.
# --full: all sizes, thousands of stations, and sustained ingest for a minute each instead of 20 s. A part that cannot run says so, and the rest runs.
# The exit status is 1 after a regression (a piece of work that takes more instructions than noted), and 0 otherwise.
set -uo pipefail
cd "$(dirname "$0")/.."
export HEADROOM_PYTHON=${HEADROOM_PYTHON:-$PWD/.venv/bin/python}
export HEADROOM_BINARY=${HEADROOM_BINARY:-$PWD/.build/release/headroom}
export PYTHONDONTWRITEBYTECODE=1
[ -x "$HEADROOM_PYTHON" ] || HEADROOM_PYTHON=$(command -v python3)
scratch=Benchmarks/.build-release
core=$PWD/$scratch/release/headroom-bench

full=
parts=()
write=
while [ $# -gt 0 ]; do
    argument=$1
    shift
    case $argument in
        --full) full=yes ;;
        --write) write=${1:?--write names a Markdown file}; shift ;;
        allocate|phases|tick|ocpp|stations|ingest|instructions|page) parts+=("$argument") ;;
        *) echo "usage: bench.sh [--full] [--write FILE] [allocate|phases|tick|ocpp|stations|ingest|instructions|page]..." >&2; exit 2 ;;
    esac
done
[ ${#parts[@]} -gt 0 ] || parts=(allocate phases tick ocpp stations ingest instructions page)
HEADROOM_BENCH_RESULTS=$(mktemp)
export HEADROOM_BENCH_RESULTS
trap 'rm -f "$HEADROOM_BENCH_RESULTS"' EXIT

# Only what the asked parts need is built; HEADROOM_BENCH_PREBUILT takes what is there.
wants() { local part; for part in "${parts[@]}"; do case " $* " in *" $part "*) return 0 ;; esac; done; return 1; }
if [ -z "${HEADROOM_BENCH_PREBUILT:-}" ]; then
    if wants allocate phases tick instructions; then
        HEADROOM_CORE_ONLY=1 swift build -c release --package-path Benchmarks --scratch-path $scratch || echo "bench: the core did not build"
    fi
    if wants ocpp stations ingest page; then swift build -c release --product headroom || echo "bench: headroom did not build"; fi
fi

status=0
part() {
    printf '\n== %s\n' "$1"
    shift
    "$@" 2>&1 && return
    case $? in
        3) status=1 ;; # a regression, which has been told (Benchmarks/instructions.py)
        *) echo "  (${2##*/} did not finish: see above)" ;;
    esac
}

"$HEADROOM_PYTHON" -c 'import sys; sys.path.insert(0, "Benchmarks"); import machine; print("bench:", machine.facts())'
[ -n "${HEADROOM_BENCH:-}" ] || echo "bench: HEADROOM_BENCH is not set; it names the folder of the peers (dispatch, ocpp, mqtt): ours alone"
for name in "${parts[@]}"; do
    case $name in
        allocate) part "allocate: exact sharing, CPU ms" "$HEADROOM_PYTHON" Benchmarks/allocate.py --bench "$core" --largest "$([ $full ] && echo 1000000 || echo 10000)" ;;
        phases) part "phases: sharing with limits of phases and totals, CPU ms" "$HEADROOM_PYTHON" Benchmarks/phases.py --bench "$core" --largest "$([ $full ] && echo 100000 || echo 1000)" ;;
        tick) part "tick: the whole dispatch step, CPU ms" "$HEADROOM_PYTHON" Benchmarks/tick.py --bench "$core" ${full:+--full} ;;
        ocpp) part "ocpp: the server under load, CPU-s" "$HEADROOM_PYTHON" Benchmarks/ocpp.py ;;
        stations) part "stations: memory of thousands, and their return after a kill" "$HEADROOM_PYTHON" Benchmarks/stations.py ${full:+--full} ;;
        ingest) part "ingest: telemetry of 1,000 sites, CPU-s" "$HEADROOM_PYTHON" Benchmarks/mqtt.py peer ingest sustained --seconds "$([ $full ] && echo 60 || echo 20)" ;;
        instructions) part "instructions: what a piece of work takes" "$HEADROOM_PYTHON" Benchmarks/instructions.py --bench "$core" ;;
        page) part "page: 2,000 DERs in a browser, and 200 pages beside the tick" "$HEADROOM_PYTHON" Tests/Browser/load.py ${full:+--full} ;;
    esac
done
part "all figures" "$HEADROOM_PYTHON" Benchmarks/summary.py "$HEADROOM_BENCH_RESULTS" ${write:+--write "$write"}
[ $status -eq 0 ] || echo "bench: there is a regression, see above" >&2
exit $status
