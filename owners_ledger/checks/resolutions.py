"""``plugin "owners_ledger.checks.resolutions"``: decisions carry, and what is cited exists.

A vote of all owners reaches what art. 278 of the Civil Code asks of its matter, by heads and by
area; its figures are possible; every number cited anywhere is that of a resolution; the signed
sheet is there and is the one that was recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from beancount.core import data

from owners_ledger import duties
from owners_ledger.checks.alike import having
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.commitments.citing import unknown
from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.majority import Shortfall, impossible, majority, matters, shortfalls
from owners_ledger.commitments.model import Resolution
from owners_ledger.commitments.resolutions import COMMITTEE, FILE
from owners_ledger.duties import Profile, jurisdiction_of, load_profile
from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _
from owners_ledger.rates import Rates, load_rates

_KEY = "resolution"


def check(facts: Facts) -> Iterator[Problem]:
    """Resolutions that are not in order, and numbers that none has."""
    for trouble in facts.unread:
        where = at(facts.root, trouble.file or "", trouble.line or 0)
        yield Problem(where, trouble.message, trouble.remedy)
    known = facts.commitments
    if facts.unread or not known.resolutions:
        return
    yield from _files(facts)
    yield from _twice(facts)
    voted = [one for one in known.resolutions if one.vote or one.matter]
    if voted:
        yield from _votes(facts, voted)
    for number, place, what in unknown(known):
        yield Problem(
            at(facts.root, place.file, place.line),
            _("{what}：引用了没有的决议 {number}").format(what=what, number=number),
            _("请改正决议号，或把这项决议登记到 ledger/{file}。").format(file=FILE),
            WARNING,
        )
    yield from _postings(facts)


def _votes(facts: Facts, voted: Sequence[Resolution]) -> Iterator[Problem]:
    try:
        rates = load_rates(facts.root)
        raw = facts.committee.raw if facts.committee else {}
        profile = load_profile(facts.root, jurisdiction_of(raw))
        for one in voted:
            yield from _vote(facts, one, rates, profile)
    except OwnersLedgerError as error:
        yield Problem(at(facts.root, error.file or "", error.line or 0), str(error), error.remedy)


def _vote(facts: Facts, one: Resolution, rates: Rates, profile: Profile) -> Iterator[Problem]:
    place = at(facts.root, one.place.file, one.place.line)
    if one.vote is not None and (wrong := list(impossible(one.vote))):
        yield Problem(
            place,
            _("决议 {number} 的票数不可能：{wrong}").format(
                number=one.number, wrong=_("；").join(wrong)
            ),
            _("请对照签名的表决票统计改正。"),
            WARNING,
        )
        return
    if one.date is None or not one.matter or one.body == COMMITTEE:
        return
    rule = majority(rates, one.matter, one.date, partial(duties.majority, profile))
    known = matters(rates, one.date)
    if rule is None and known:
        yield Problem(
            place,
            _("决议 {number} 的事项“{matter}”不在民法典第二百七十八条的清单里").format(
                number=one.number, matter=one.matter
            ),
            _("matter 可以写：{known}。").format(known="、".join(known)),
            WARNING,
        )
    elif rule is not None and one.vote is not None and (missed := shortfalls(one.vote, rule)):
        yield _short(place, one, rule.name, missed)


def _short(
    place: dict[str, object], one: Resolution, name: str, missed: Sequence[Shortfall]
) -> Problem:
    return Problem(
        place,
        _("决议 {number}（{name}）没有达到法定多数：{missed}").format(
            number=one.number, name=name, missed=_("；").join(short.said for short in missed)
        ),
        _("请核对票数；票数属实的，这项决定不能执行，要重新表决。"),
        WARNING,
    )


def _twice(facts: Facts) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in facts.commitments.resolutions:
        if one.number in seen:
            yield Problem(
                at(facts.root, one.place.file, one.place.line),
                _("决议号 {number} 写了两次").format(number=one.number),
                _("每项决议一个号，请改正其中一个。"),
                WARNING,
            )
        seen.add(one.number)


def _files(facts: Facts) -> Iterator[Problem]:
    for one in facts.commitments.resolutions:
        if one.document and not (facts.root / "ledger" / one.document).is_file():
            yield Problem(
                at(facts.root, one.place.file, one.place.line),
                _("决议 {number} 的文件 {document} 不在").format(
                    number=one.number, document=one.document
                ),
                _("请把签名的原件扫描放到 ledger/{document}。").format(document=one.document),
                WARNING,
            )


def check_contents(root: Path) -> Iterator[Problem]:
    """Signed sheets that are no longer the ones recorded: reads every such file."""
    try:
        recorded = load_commitments(root).resolutions
    except OwnersLedgerError:
        return  # said by ``check``
    for one in recorded:
        path = root / "ledger" / one.document
        if not one.sha256 or not one.document or not path.is_file():
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() != one.sha256:
            yield Problem(
                at(root, one.place.file, one.place.line),
                _("决议 {number} 的文件 {document} 和登记的 sha256 不同").format(
                    number=one.number, document=one.document
                ),
                _("请找回登记时的原件；确实换了扫描件的，重新登记 sha256。"),
            )


def _postings(facts: Facts) -> Iterator[Problem]:
    known = facts.commitments.resolution
    cited: list[tuple[data.Transaction, object, object]] = [
        (entry, posting.meta, (posting.meta or {}).get(_KEY))
        for _number, entry, posting in having(facts.alike, _KEY)
    ]
    cited += [
        (entry, entry.meta, entry.meta[_KEY]) for entry in facts.transactions if _KEY in entry.meta
    ]
    for entry, meta, number in cited:
        if number and str(number) not in known:
            yield Problem(
                meta if isinstance(meta, dict) else entry.meta,
                _("{day} 的一笔账引用了没有的决议 {number}").format(day=entry.date, number=number),
                _("请改正决议号，或把这项决议登记到 ledger/{file}。").format(file=FILE),
                WARNING,
                entry,
            )


__plugins__ = (plugin({"resolutions": check}),)
