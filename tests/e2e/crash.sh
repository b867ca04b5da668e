#!/usr/bin/env bash
# The real window when things end badly: killed in the middle of work, closed with changes, started on files that are none.
# Needs what window.sh needs.
set -euo pipefail
. "$(dirname "$0")/desk.bash" crash

drag_niger() {
    palette Niger
    palette "Zoom to selection"
    drag 627 332 777 372
}

echo "- work is killed, and the next start offers it"
open_window
drag_niger
picture before-kill
sleep 2
kill -9 $window_process
wait $window_process 2>/dev/null || true
open_window
picture offered
# The first button of the question brings the edits back.
do_in_window key Tab
sleep 0.5
do_in_window key Return
sleep 2
picture brought-back
save_as "$out/recovered.backstop"
grep -q '"pinned": true' "$out/recovered.backstop" || fail "the drag before the kill is not in the map"

echo "- closing with changes asks, Escape stays, and discarding closes"
drag_niger
do_in_window key ctrl+q
sleep 2
picture asked
kill -0 $window_process 2>/dev/null || fail "it closed without asking"
do_in_window key Escape
sleep 1
kill -0 $window_process 2>/dev/null || fail "Escape closed the window"
do_in_window key ctrl+q
sleep 1.5
before=$(sha256sum <"$out/recovered.backstop")
for _ in 1 2 3; do do_in_window key Tab; sleep 0.3; done
do_in_window key Return
wait_for_end
[ "$before" = "$(sha256sum <"$out/recovered.backstop")" ] || fail "discarding wrote to the file"

echo "- what was decided is not offered again"
open_window
picture no-offer
do_in_window key ctrl+q
wait_for_end

echo "- started on files that cannot be read it stands, and says which"
printf '{' >"$out/torn.backstop"
: >"$out/empty.txt"
for file in torn.backstop empty.txt; do
    before=$(sha256sum <"$out/$file")
    open_window "$out/$file"
    picture "started-on-$file"
    [ "$before" = "$(sha256sum <"$out/$file")" ] || fail "$file was changed"
    do_in_window key Escape
    sleep 0.7
    do_in_window key ctrl+q
    wait_for_end
done
echo "crash test: ok"
