#!/bin/sh
# The pictures of README.md, from the demo's own notice and book.
#   pictures.sh PROGRAM BOOK
set -eu
cd "$(dirname "$0")/.."
program=$1
book=$2
port=5099
target=docs/images

mkdir -p "$target"
pdftoppm -png -r 90 -f 1 -l 1 -singlefile "$book/notices/monthly-2026-09.pdf" "$target/notice"

"$program" --book "$book" serve --port $port --no-browser 2>/dev/null >/dev/null &
server=$!
trap 'kill $server' EXIT
page=
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    page=$(curl -s -o /dev/null -w '%{redirect_url}' "http://127.0.0.1:$port/" || true)
    [ -z "$page" ] || break
done
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,860 \
    --virtual-time-budget=8000 --screenshot="$PWD/$target/fava.png" "$page" 2>/dev/null
