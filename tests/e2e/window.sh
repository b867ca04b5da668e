#!/usr/bin/env bash
# The real window under a virtual display, driven as by hand: the sample opens, an actor is dragged, the Wagner slider is
# moved, the map is saved under a name that is typed, and the file says exactly that.
# Needs Xvfb, xdotool and ImageMagick; .ci/run installs them where it may. Pictures and logs stay in target/e2e.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${BACKSTOP:-target/debug/backstop}
[ -x "$program" ] || { echo "build first: cargo build" >&2; exit 1; }
out=target/e2e
rm -rf "$out" && mkdir -p "$out/home"
out=$(realpath "$out")

started=()
finish() {
    local status=$?
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    [ $status = 0 ] || { echo "failed; pictures and logs are in $out" >&2; tail -n 5 "$out"/*.log >&2 || true; }
}
trap finish EXIT
fail() { picture failed; echo "FAILED: $1" >&2; exit 1; }
picture() { DISPLAY=$display import -window root "$out/$1.png" 2>/dev/null || true; }

# A display of our own: Xvfb picks a free number and says which.
exec {numbers}<> <(:)
Xvfb -displayfd "$numbers" -screen 0 1600x1000x24 -nolisten tcp >"$out/xvfb.log" 2>&1 &
started+=($!)
read -r -t 30 -u "$numbers" number || { echo "Xvfb did not start" >&2; exit 1; }
display=:$number

# Its own home, so that nothing is left of it and nothing of the user's is touched; no portal, so that the window asks for
# paths itself.
clean=(env -i PATH="$PATH" HOME="$out/home" XDG_DATA_HOME="$out/home/data" XDG_CONFIG_HOME="$out/home/config"
    LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8)
do_in_window() { DISPLAY=$display xdotool "$@"; }

echo "- without a display it says so in one line and names the command to use"
if "${clean[@]}" "$program" >"$out/no-display.out" 2>"$out/no-display.err"; then
    fail "it claims to have opened a window without a display"
fi
[ "$(wc -l <"$out/no-display.err")" = 1 ] && grep -q 'backstop evaluate sample:mali' "$out/no-display.err" \
    || { cat "$out/no-display.err" >&2; fail "the message is not one line with the headless command"; }

echo "- the first start shows the sample"
"${clean[@]}" DISPLAY="$display" "$program" >"$out/window.log" 2>&1 &
window_process=$!
started+=($window_process)
window=""
for _ in $(seq 120); do
    window=$(do_in_window search --onlyvisible --name Backstop 2>/dev/null | head -1) && [ -n "$window" ] && break
    kill -0 $window_process 2>/dev/null || fail "the window process ended"
    sleep 0.5
done
[ -n "$window" ] || fail "no window after a minute"
do_in_window windowmove "$window" 0 0 windowsize "$window" 1600 1000 windowfocus "$window"
sleep 3
picture opened
colours=$(identify -format %k "$out/opened.png")
[ "$colours" -gt 50 ] || fail "the window is blank: $colours colours"

# Runs a command or finds an actor by its name, as a user would.
palette() {
    do_in_window key ctrl+k
    sleep 1
    do_in_window type --delay 30 "$1"
    sleep 1
    do_in_window key Return
    sleep 1.5
}
drag() { # from x, y to x, y, in steps, as a hand moves
    do_in_window mousemove "$1" "$2"
    sleep 0.3
    do_in_window mousedown 1
    for step in 1 2 3 4 5 6 7 8; do
        do_in_window mousemove $(($1 + ($3 - $1) * step / 8)) $(($2 + ($4 - $2) * step / 8))
        sleep 0.1
    done
    do_in_window mouseup 1
    sleep 1
}
save_as() {
    local map=$1
    do_in_window key ctrl+shift+s
    sleep 2
    do_in_window key ctrl+a type --delay 15 "$map"
    sleep 1
    do_in_window key Return
    for _ in $(seq 40); do [ -s "$map" ] && break; sleep 0.5; done
    [ -s "$map" ] || fail "no file after saving"
    sleep 0.5
    "$program" check "$map" >"$out/check.log" 2>&1 || { cat "$out/check.log" >&2; fail "the saved file has problems"; }
}
sample="$out/sample.backstop"
"$program" migrate sample:mali -o "$sample" >/dev/null 2>"$out/migrate.log" || fail "the sample cannot be written: $(cat "$out/migrate.log")"

echo "- an actor is found by its name and dragged"
palette Niger
palette "Zoom to selection"
picture found
# The map's panel is the widest thing in the window; what is zoomed to stands in its middle, a little above its name.
drag 755 335 905 375
picture dragged

echo "- the Wagner slider is moved"
# At full extent its track is the longest bright line of the scenario panel at the right.
read -r left right row < <(convert "$out/dragged.png" -crop 400x900+1200+60 -depth 8 txt:- | awk -F'[,:() ]+' '
    NR > 1 && $3 < 130 && $4 > 150 && $5 > 150 {
        if ($2 == y && $1 == x + 1) { run++ } else { run = 1; from = $1 }
        x = $1; y = $2
        if (run > best) { best = run; l = from; r = $1; row = y }
    }
    END { if (best > 150) print l + 1200, r + 1200, row + 60 }') || fail "no slider in the scenario panel"
[ -n "${row:-}" ] || fail "no slider in the scenario panel"
drag "$right" "$row" $(((left + right) / 2)) "$row"
picture moved

echo "- the file that is saved says so, and nothing else"
save_as "$out/changed.backstop"
diff "$sample" "$out/changed.backstop" >"$out/changes.diff" && fail "nothing changed in the file"
extent=$(sed -n 's/^> *"extent": \([0-9.]*\),*$/\1/p' "$out/changes.diff")
awk -v e="${extent:-0}" 'BEGIN { exit !(e > 0.3 && e < 0.7) }' || fail "the slider stands at \"$extent\", not in the middle"
grep -q '^> *"pinned": true' "$out/changes.diff" || fail "the actor was not dragged"
changed=$(grep -c '^>' "$out/changes.diff")
[ "$changed" -le 4 ] || { cat "$out/changes.diff" >&2; fail "$changed lines changed; x, y, pinned and extent were to be"; }

echo "- both are undone, and the map is the sample again, byte for byte"
do_in_window key ctrl+z
sleep 0.5
do_in_window key ctrl+z
sleep 1
save_as "$out/undone.backstop"
cmp "$sample" "$out/undone.backstop" || fail "undoing left something behind"

echo "- a window that nobody touches rests"
ticks() { awk '{ print $14 + $15 }' "/proc/$window_process/stat"; }
do_in_window mousemove 755 700
sleep 3
before=$(ticks)
sleep 10
used=$(($(ticks) - before))
[ "$used" -le $(($(getconf CLK_TCK) / 5)) ] || fail "it used $used ticks of computing time in ten idle seconds"

echo "- it has no internet socket"
inodes=$(find "/proc/$window_process/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | tr -cd '0-9\n')
for inode in $inodes; do
    ! awk -v i="$inode" 'FNR > 1 && $10 == i { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null \
        || fail "socket $inode leads to a network"
done

echo "- it closes when asked, with nothing unsaved"
do_in_window key ctrl+q
for _ in $(seq 40); do kill -0 $window_process 2>/dev/null || break; sleep 0.25; done
! kill -0 $window_process 2>/dev/null || fail "it did not close"
wait $window_process || fail "it ended with an error"
echo "window test: ok"
