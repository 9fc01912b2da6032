#!/bin/sh
# The sample estate's quarter, as its treasurer would do it: import each month's statements,
# check, print the notices. Run again, it finds everything done and changes nothing.
#   demo.sh PROGRAM FOLDER
set -eu
cd "$(dirname "$0")/.."
program=$1
book=$2
year=2026
quarter=Q3
formats=${FORMATS:-pdf,html,xlsx,json}

if [ ! -d "$book" ]; then
    rm -rf "$book.stage"
    mkdir -p "$book.stage"
    cp -R ledger importers reports "$book.stage"
    mv "$book.stage" "$book"
    echo "示例小区的账本已拷贝到 $book"
fi

ledger() {
    "$program" --book "$book" "$@"
}

for month in 07 08 09; do
    echo
    echo "== $year-$month：导入对账单"
    ledger import "$book/ledger/inbox/$year-$month"-*
done
echo
echo "== 检查账本"
ledger check
for month in 07 08 09; do
    echo
    echo "== $year-$month：月度公示"
    ledger report monthly "$year-$month" --format "$formats"
done
echo
echo "== $year-$quarter：季度公示"
ledger report quarterly "$year-$quarter" --format "$formats"

echo
echo "公示在 $book/notices/："
ls "$book/notices"
echo "在浏览器里看账：make serve"
