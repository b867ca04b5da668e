#!/usr/bin/env bash
# The map in the real window, by hand: actors are dragged and boxed, a provision is drawn from rim to rim, steps are undone and
# redone, an actor is found by its name, and what is on screen is exported; the files say what was done.
# Needs Xvfb, xdotool and ImageMagick; .ci/run installs them where it may. Pictures and logs stay in target/e2e.
set -euo pipefail
. "$(dirname "$0")/desk.bash" map

# Three actors that stand where one can point at them, the principal at the top: the card of a drawn link opens below it.
map="$out/three.backstop"
cat >"$map" <<'JSON'
{"format": "backstop-scenario-map", "version": 1, "principal": "mali",
 "actors": [{"id": "mali", "name": "Mali", "kind": "state"}, {"id": "chad", "name": "Chad", "kind": "state"},
            {"id": "niger", "name": "Niger", "kind": "state"}],
 "relations": [], "provisions": [],
 "positions": {"mali": {"x": 0, "y": 0}, "chad": {"x": -230, "y": 190}, "niger": {"x": 230, "y": 190}}}
JSON

# Exports what is on screen as SVG: the first choice of the dialog.
export_svg() {
    do_in_window key ctrl+e
    sleep 1
    do_in_window key Return
    sleep 1.5
    do_in_window key ctrl+a type --delay 15 "$1"
    sleep 1
    do_in_window key Return
    for _ in $(seq 40); do [ -s "$1" ] && break; sleep 0.5; done
    [ -s "$1" ] || fail "no file after the export"
    sleep 1
}

# The left or the top of the map's panel in a picture of the window: where its ground begins. Everything is read to the end:
# who stops early kills the writer before it, and the script with it.
ground() { # picture, columns or rows
    local across=1600x1! field=1
    [ "$2" = columns ] || { across=1x1000!; field=2; }
    convert "$1" -alpha off -fill white -opaque '#13161a' -fill black +opaque white -scale "$across" -depth 8 -colorspace Gray txt:- \
        | awk -F'[,:() ]+' -v field=$field 'NR > 1 && $3 + 0 > 70 && !found { print $field; found = 1 }'
}

# Middle and radius of an actor's circle in the window, from the picture of what is on screen: names stand below circles.
place() { # picture, name
    awk -v name=">$2</text>" -v left="$left" -v top="$top" '
        function number(key) { split($0, parts, " " key "=\""); split(parts[2], value, "\""); return value[1] + 0 }
        /^<circle/ { n++; x[n] = number("cx"); y[n] = number("cy"); r[n] = number("r") }
        /^<text/ && index($0, name) { at = number("x"); base = number("y"); found = 1 }
        END {
            if (!found) exit 1
            for (i = 1; i <= n; i++) {
                away = base - y[i]
                if ((x[i] - at) ^ 2 < 4 && away > -20 && away < 90 && r[i] > radius) { best = i; radius = r[i] }
            }
            if (!best) exit 1
            printf "%d %d %d\n", left + x[best], top + y[best], radius
        }' "$1" || fail "$2 is not in $1"
}
field() { # file, actor, x or y or pinned
    awk -v id="\"$2\": {" -v key="\"$3\":" '/"positions"/ { on = 1 } on && index($0, id) { here = 1 }
        here && index($0, key) { gsub(/[ ,]/, ""); split($0, parts, ":"); print parts[2]; exit }' "$1"
}

echo "- a map opens, and what is on screen is exported"
open_window "$map"
picture opened
left=$(ground "$out/opened.png" columns)
top=$(ground "$out/opened.png" rows)
[ -n "$left" ] && [ -n "$top" ] || fail "the map's panel was not found"
export_svg "$out/first.svg"
read -r chad_x chad_y chad_r < <(place "$out/first.svg" Chad)
read -r niger_x niger_y niger_r < <(place "$out/first.svg" Niger)

echo "- one actor is dragged"
drag "$chad_x" "$chad_y" $((chad_x - 40)) $((chad_y + 15))
save_as "$out/dragged.backstop"
[ "$(field "$out/dragged.backstop" chad pinned)" = true ] || fail "the dragged actor is not pinned"
[ "$(field "$out/dragged.backstop" niger x)" = 230.0 ] || fail "the other has moved"

echo "- a box takes two, and both move together"
drag $((chad_x - 110)) $((chad_y + 80)) $((niger_x + 70)) $((niger_y - 60))
picture boxed
drag "$niger_x" "$niger_y" $((niger_x + 30)) $((niger_y - 20))
picture moved
save_as "$out/moved.backstop"
for actor in chad niger; do
    for axis in x y; do
        declare "$actor$axis=$(awk -v a="$(field "$out/moved.backstop" $actor $axis)" -v b="$(field "$out/dragged.backstop" $actor $axis)" 'BEGIN { printf "%.0f", a - b }')"
    done
done
[ "$chadx" -gt 5 ] && [ "$chadx" = "$nigerx" ] && [ "$chady" = "$nigery" ] \
    || fail "Chad moved by $chadx, $chady and Niger by $nigerx, $nigery"

echo "- a provision is drawn from rim to rim"
do_in_window mousemove $((left + 60)) $((top + 300)) click 1
sleep 0.5
export_svg "$out/second.svg"
read -r niger_x niger_y niger_r < <(place "$out/second.svg" Niger)
read -r mali_x mali_y _ < <(place "$out/second.svg" Mali)
# Just outside of the circle, on the way to the principal.
read -r rim_x rim_y < <(awk -v x="$niger_x" -v y="$niger_y" -v r="$niger_r" -v tx="$mali_x" -v ty="$mali_y" '
    BEGIN { l = sqrt((tx - x) ^ 2 + (ty - y) ^ 2); printf "%d %d\n", x + (tx - x) / l * (r + 6), y + (ty - y) / l * (r + 6) }')
drag "$rim_x" "$rim_y" "$mali_x" "$mali_y"
picture chooser
# The card that opens has the keys: the function is typed.
do_in_window type --delay 40 "direct combat"
sleep 0.5
do_in_window key Return
sleep 1
picture drawn
save_as "$out/drawn.backstop"
grep -q '"provider": "niger"' "$out/drawn.backstop" && grep -q '"recipient": "mali"' "$out/drawn.backstop" \
    || fail "no provision of Niger for Mali in the file"

echo "- it is undone and redone"
do_in_window key ctrl+z
sleep 0.7
save_as "$out/undone.backstop"
cmp "$out/moved.backstop" "$out/undone.backstop" || fail "undo left something of the provision"
do_in_window key ctrl+shift+z
sleep 0.7
save_as "$out/redone.backstop"
cmp "$out/drawn.backstop" "$out/redone.backstop" || fail "redo did something else"

echo "- an actor is found by its name and comes into view"
do_in_window key ctrl+f
sleep 0.7
do_in_window type --delay 40 Chad
sleep 0.5
do_in_window key Return
sleep 1
do_in_window key Escape
sleep 0.7
picture found
export_svg "$out/found.svg"
grep -q '>Chad</text>' "$out/found.svg" || fail "Chad was not brought into view"

echo "- the picture of everything has the new arrow"
do_in_window mousemove $((left + 60)) $((top + 300)) click 1
sleep 0.5
do_in_window key f
sleep 1
picture whole
export_svg "$out/whole.svg"
lines() { grep -c '<polyline' "$1"; }
[ "$(lines "$out/whole.svg")" -gt "$(lines "$out/first.svg")" ] || fail "the provision is not in the picture"
do_in_window key ctrl+q
wait_for_end
echo "map test: ok"
