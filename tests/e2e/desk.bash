# A display of one's own with the window in it, and the hands to drive it: what the window's scripts share. To be sourced, with
# the name under which pictures and logs are kept in target/e2e.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${BACKSTOP:-target/debug/backstop}
[ -x "$program" ] || { echo "build first: cargo build" >&2; exit 1; }
out=target/e2e/$1
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
Xvfb -displayfd "$numbers" -screen 0 1600x1000x24 -nolisten tcp -noreset >"$out/xvfb.log" 2>&1 &
started+=($!)
read -r -t 30 -u "$numbers" number || { echo "Xvfb did not start" >&2; exit 1; }
display=:$number

# Its own home, so that nothing is left of it and nothing of the user's is touched; no portal, so that the window asks for
# paths itself.
clean=(env -i PATH="$PATH" HOME="$out/home" XDG_DATA_HOME="$out/home/data" XDG_CONFIG_HOME="$out/home/config"
    LIBGL_ALWAYS_SOFTWARE=1 LANG=C.UTF-8)
do_in_window() { DISPLAY=$display xdotool "$@"; }

# Starts the window and waits until it stands; its process is then $window_process.
open_window() {
    "${clean[@]}" DISPLAY="$display" "$program" "$@" >>"$out/window.log" 2>&1 &
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
}

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
# Waits for the window's process to end by itself.
wait_for_end() {
    for _ in $(seq 40); do kill -0 $window_process 2>/dev/null || break; sleep 0.25; done
    ! kill -0 $window_process 2>/dev/null || fail "it did not close"
    wait $window_process || fail "it ended with an error"
}
