#!/bin/sh
# The sample estate's quarter, as its treasurer would do it: import each month's statements,
# check, print the notices; close the year before, print its report, publish what everybody may see. Run again, it finds everything done and changes nothing.
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
echo "== 银行存款余额调节表"
ledger reconcile "$year-09"
echo
echo "== 2025 年结账：每月一个封条"
[ -f "$book/ledger/closed/2025-12.toml" ] || ledger close 2025
echo
echo "== 2025 年度报告、会计报表，专项工程、招租公告"
ledger report annual 2025 --format "$formats"
ledger report statements 2025 --format "$formats"
ledger report project P-01 --format "$formats"
ledger report special 招租1 --format "$formats"
echo
echo "== 公开的一份，任何人都能核对"
ledger publish
"$(dirname "$program")/python" "$book/public/verify.py"

echo
echo "公示在 $book/notices/，公开的一份从 $book/public/index.html 打开："
ls "$book/notices"
echo "在浏览器里看账：make serve"
