#!/bin/sh
# Runs one stage of `make test`: scripts/stage.sh NAME COMMAND...
#
# All commands run, even when an earlier one fails. The counts of the stage go to .stages/NAME for `scripts/total.sh`, as
# "passed failed skipped seconds". Mocha writes its own counts (tests/support/stage-reporter.ts); every other command is
# one check. A command that ends with an error but reports no failed test has crashed, which is one failure; so has mocha
# when it leaves no counts.
#
# In `make test` the output of a stage is kept until it ends. Meanwhile a line every 20 s says that it runs, and where
# mocha is.

name=$1
shift
mkdir -p .stages
export STAGE_COUNTS=".stages/$name.counts"
export PATH="$PWD/node_modules/.bin:$PATH"
passed=0 failed=0 skipped=0 progress=""
start=$(date +%s)
rm -f ".stages/$name"
echo "=== $name"

say_progress() {
    trap 'kill $!; exit' TERM
    while sleep 20 & wait $!; do
        kill -0 $$ 2> /dev/null || exit # a Ctrl-C has ended the stage, and does not reach what runs in the background
        echo "... $name: $(($(date +%s) - start)) s$(cat "$STAGE_COUNTS.now" 2> /dev/null)" >&3
    done
}
if { true >&3; } 2> /dev/null; then
    say_progress &
    progress=$!
fi

for command in "$@"; do
    rm -f "$STAGE_COUNTS"
    sh -c "$command"
    code=$?
    if [ -f "$STAGE_COUNTS" ]; then
        read -r p f s < "$STAGE_COUNTS"
    else
        p=0 f=0 s=0
        case $command in
            mocha*) [ $code -ne 0 ] || code="0, but without counts" ;;
            *) [ $code -ne 0 ] || p=1 ;;
        esac
    fi
    if [ "$code" != 0 ] && [ "$f" -eq 0 ]; then
        echo "!!! $name: \`$command\` ended with $code !!!"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

[ -z "$progress" ] || kill "$progress"
rm -f "$STAGE_COUNTS" "$STAGE_COUNTS.now"
seconds=$(($(date +%s) - start))
echo "$passed $failed $skipped $seconds" > ".stages/$name"
echo "=== $name: $passed passed, $failed failed, $skipped skipped, $seconds s"
[ "$failed" -eq 0 ]
