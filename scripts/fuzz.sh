#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Coverage-guided fuzzing (libFuzzer, AddressSanitizer, release) of the JSON reader and of every frame and message decoder:
# `fuzz.sh [--seconds N] [--write]`. N is 600 for each of the machine's cores. --write puts the least corpus that reaches the same code into
# Tests/Cases/OCPPFuzzing/corpus.txt, which `make test` replays. A crash, a fault or an input that takes more than 5 s ends
# it with status 1 and leaves the input in .build-fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=600
write=
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=${2:?--seconds wants a number}; shift 2 ;;
        --write) write=yes; shift ;;
        *) echo "usage: fuzz.sh [--seconds N] [--write]" >&2; exit 2 ;;
    esac
done
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
build=$PWD/.build-fuzz
corpus=$PWD/Tests/Cases/OCPPFuzzing/corpus.txt
mkdir -p "$build/corpus" "$build/found"
language=(-swift-version 6 -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -enable-upcoming-feature InternalImportsByDefault -parse-as-library -package-name headroom -O -wmo -I "$build")

# Modules apart, so that each is instrumented: what is not, the fuzzer does not see.
module() {
    local name=$1
    shift
    local sources
    mapfile -t sources < <(find "Sources/$name" -name '*.swift' | sort)
    swiftc "${language[@]}" "$@" -module-name "$name" -emit-module -emit-module-path "$build/$name.swiftmodule" \
        -emit-object -o "$build/$name.o" "${sources[@]}"
}
shared=(Tests/OCPPTests/FuzzInput.swift Tests/OCPPTests/V16Decoders.swift Tests/OCPPTests/V2Payloads.swift)
echo "building the fuzzer"
for name in JSON OCPP; do module "$name" -sanitize=fuzzer,address; done
swiftc "${language[@]}" -sanitize=fuzzer,address -module-name Fuzzing Tests/Fuzzing/FuzzEntry.swift "${shared[@]}" \
    "$build/JSON.o" "$build/OCPP.o" -o "$build/fuzz"
if [ -z "$(ls -A "$build/corpus")" ]; then
    if [ -s "$corpus" ]; then
        python3 - "$corpus" "$build/corpus" <<'PYTHON'
import base64, pathlib, sys
for number, line in enumerate(pathlib.Path(sys.argv[1]).read_text().splitlines()):
    if not line.startswith("#"):
        (pathlib.Path(sys.argv[2]) / f"known-{number}").write_bytes(base64.b64decode(line))
PYTHON
    fi
    # Samples of every message; uninstrumented, in a folder of its own.
    mkdir -p "$build/plain"
    plain=$build
    build=$plain/plain
    language=("${language[@]/$plain/$build}")
    for name in JSON OCPP; do module "$name" -Onone; done
    swiftc "${language[@]}" -Onone -module-name Seeds Tests/Fuzzing/Seeds.swift Tests/OCPPTests/MessageSamples.swift "${shared[@]}" \
        "$build/JSON.o" "$build/OCPP.o" -o "$build/seeds"
    build=$plain
    mkdir -p "$build/seeds"
    "$build/plain/seeds" "$build/seeds"
    "$build/fuzz" -merge=1 "$build/corpus" "$build/seeds" > "$build/merge.log" 2>&1
    echo "$(ls "$build/corpus" | wc -l) of them reach code that no other does"
fi
cores=$(nproc)
echo "fuzzing for $seconds s on each of $cores cores"
status=0
"$build/fuzz" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=4096 -artifact_prefix="$build/found/" \
    -print_final_stats=1 -jobs="$cores" -workers="$cores" "$build/corpus" > "$build/fuzz.log" 2>&1 || status=1
cat fuzz-*.log >> "$build/fuzz.log" 2>/dev/null && rm -f fuzz-*.log
grep -hE "cov: .*DONE|stat::(number_of_executed_units|slowest_unit_time_sec|peak_rss_mb)|ERROR|Fatal error|SUMMARY" "$build/fuzz.log" | sort | uniq | head -40 || true
if [ -n "$(ls -A "$build/found")" ]; then
    echo "found: $(ls "$build/found" | head -5)"
    status=1
fi
if [ -n "$write" ] && [ $status = 0 ]; then
    rm -rf "$build/least"
    mkdir "$build/least"
    "$build/fuzz" -merge=1 "$build/least" "$build/corpus" > "$build/merge.log" 2>&1
    {
        echo "# Inputs of Tests/OCPPTests/FuzzInput.swift, Base64; made by scripts/fuzz.sh --write."
        for file in "$build/least"/*; do size=$(stat -c %s "$file"); [ "$size" -ge 2 ] && [ "$size" -le 400 ] && base64 -w 0 "$file" && echo || true; done | sort
    } > "$corpus"
    echo "$(grep -vc '^#' "$corpus") inputs in ${corpus#"$PWD"/}"
fi
exit $status
