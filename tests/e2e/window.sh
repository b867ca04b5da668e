#!/usr/bin/env bash
# The real window under a virtual display, driven as by hand: the sample opens, an actor is dragged, the Wagner slider is
# moved, the map is saved under a name that is typed, and the file says exactly that.
# Needs Xvfb, xdotool and ImageMagick; .ci/run installs them where it may. Pictures and logs stay in target/e2e.
set -euo pipefail
. "$(dirname "$0")/desk.bash" window

echo "- without a display it says so in one line and names the command to use"
if "${clean[@]}" "$program" >"$out/no-display.out" 2>"$out/no-display.err"; then
    fail "it claims to have opened a window without a display"
fi
[ "$(wc -l <"$out/no-display.err")" = 1 ] && grep -q 'backstop evaluate sample:mali' "$out/no-display.err" \
    || { cat "$out/no-display.err" >&2; fail "the message is not one line with the headless command"; }

echo "- the first start shows the sample"
open_window
picture opened
colours=$(identify -format %k "$out/opened.png")
[ "$colours" -gt 50 ] || fail "the window is blank: $colours colours"

sample="$out/sample.backstop"
"$program" migrate sample:mali -o "$sample" >/dev/null 2>"$out/migrate.log" || fail "the sample cannot be written: $(cat "$out/migrate.log")"

echo "- an actor is found by its name and dragged"
palette Niger
palette "Zoom to selection"
picture found
# What is zoomed to stands in the middle of what the actor's card leaves of the map, a little above its name.
drag 627 332 777 372
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
[ "$used" -le $(($(getconf CLK_TCK) / 10)) ] || fail "it used $used ticks of computing time in ten idle seconds"

echo "- it has no internet socket"
inodes=$(find "/proc/$window_process/fd" -lname 'socket:*' -printf '%l\n' 2>/dev/null | tr -cd '0-9\n')
for inode in $inodes; do
    ! awk -v i="$inode" 'FNR > 1 && $10 == i { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null \
        || fail "socket $inode leads to a network"
done

echo "- it closes when asked, with nothing unsaved"
do_in_window key ctrl+q
wait_for_end
echo "window test: ok"
