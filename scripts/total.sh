#!/bin/sh
# Adds up the stages of `make test`: scripts/total.sh NAME... The total is the last line. A stage without counts has not
# come to its end, which is one failure.

passed=0 failed=0 skipped=0 failing=""
for name in "$@"; do
    if ! read -r p f s seconds 2> /dev/null < ".stages/$name"; then
        p=0 f=1 s=0 seconds="-"
    fi
    printf '%-18s %5s passed %4s failed %4s skipped %5s s\n' "$name" "$p" "$f" "$s" "$seconds"
    [ "$f" -eq 0 ] || failing="$failing $name"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
[ ! -f .stages/started ] || echo "$(($(date +%s) - $(cat .stages/started))) s in all"
[ -z "$failing" ] || echo "!!! FAILED:$failing !!!"
echo "$passed passed, $failed failed, $skipped skipped"
[ -z "$failing" ]
