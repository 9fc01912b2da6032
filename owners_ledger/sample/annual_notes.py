"""``annual/<year>.toml``: what the committee writes for the annual report of every closed year."""

from __future__ import annotations

from collections.abc import Iterator

from owners_ledger.sample.works import grants, works_instalments, works_resolution
from owners_ledger.sample.world import World

_MONTHS = 12
_AUDITOR = "V-12"


def annual_notes(world: World) -> Iterator[tuple[str, bytes]]:
    """Path within ``ledger/`` and bytes; a yard writes two sentences, an estate more."""
    months = [month for month in world.spec.months if world.spec.is_closed(month)]
    for year in sorted({month.year for month in months}):
        if sum(month.year == year for month in months) < _MONTHS:
            continue
        rows = "".join(f'{key} = "{text}"\n' for key, text in _passages(world, year))
        yield f"annual/{year}.toml", f"# {year}年度报告里业委会写的各段。\n{rows}".encode()


def _passages(world: World, year: int) -> Iterator[tuple[str, str]]:
    yield "words", "全年的钱都经小区的账户收付，每月张贴公示；账目和凭证随时可以查。"
    if _AUDITOR in world.supplier and not world.spec.is_small:
        yield (
            "audit",
            f"{year - 1}年度的收支由会计师事务所审计，{year}年3月出具了报告，没有保留意见。",
        )
        yield (
            "audit-follow-up",
            "审计建议零星采购也要有两个人签收，已经照办；建议盘点现金，现在每月末盘点一次。",
        )
    yield "related", "本年没有同业委会成员、职工或者他们亲属的单位做过买卖，成员没有领取津贴。"
    works = [month for month, _amount, _memo in works_instalments(world) if month.year <= year]
    if works:
        yield (
            "commitments",
            (
                f"消防设施改造（决议 {works_resolution(world)}）按工程进度付款，"
                "年末还没有付的见“专项工程”。没有担保，没有没了结的官司。"
            ),
        )
    if any(month.year == year for month in grants(world)):
        yield "restricted", "消防改造补助只能用在消防改造上，单独记账，不能改作别用。"
    if not world.spec.is_small:
        yield "plan", f"{year + 1}年先做消防设施改造，再换一批楼道灯；收支照下面的预算。"
