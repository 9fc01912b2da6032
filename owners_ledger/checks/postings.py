"""``plugin "owners_ledger.checks.postings"``: notices hang in time, long enough, unchanged.

Measured against the rules of the place named by ``jurisdiction``, else against the committee's own
``[posting]``. ``owners-ledger check`` also compares the kept prints, the photographs and the PDF in
``notices/`` with the hashes written down when they were posted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from owners_ledger.board import posting
from owners_ledger.board.posting import Place, Posted
from owners_ledger.checks.facts import Facts
from owners_ledger.checks.problem import WARNING, Problem, at, plugin
from owners_ledger.config import Committee
from owners_ledger.duties import Workdays, jurisdiction_of, load_profile, load_workdays
from owners_ledger.duties.due import day_of
from owners_ledger.duties.profile import WORKING_DAYS, Profile
from owners_ledger.duties.rules import least_days
from owners_ledger.duties.rules import posting as posting_rule
from owners_ledger.errors import OwnersLedgerError, UsageError
from owners_ledger.i18n import _
from owners_ledger.periods import Period


def check(facts: Facts) -> Iterator[Problem]:
    """Records a hand has changed, notices that went up late or came down early."""
    paths = sorted(posting.folder(facts.root).glob("*.toml"))
    if not paths or facts.committee is None:
        return
    try:
        rules = _Rules(facts.root, facts.committee)
    except OwnersLedgerError as error:
        yield Problem(at(facts.root, "ledger/committee.toml"), error.message, error.remedy)
        return
    for path in paths:
        place = at(facts.root, path.relative_to(facts.root).as_posix())
        try:
            record = posting.load_posted(path)
        except OwnersLedgerError as error:
            yield Problem(place, error.message, error.remedy)
            continue
        for said, remedy in rules.broken(record):
            yield Problem(place, said, remedy, WARNING)


def check_contents(root: Path) -> Iterator[Problem]:
    """Kept prints, photographs and hanging PDFs that are not what was posted."""
    for path in sorted(posting.folder(root).glob("*.toml")):
        try:
            record = posting.load_posted(path)
        except OwnersLedgerError:
            continue  # told by ``check``
        for file, wanted, is_kept in _hashed(root, record):
            if not file.is_file():
                if is_kept:
                    yield _lost(root, file)
            elif posting.sha256(file.read_bytes()) != wanted:
                yield _differs(root, file, record, is_kept=is_kept)


class _Rules:
    """By when a notice must hang, and how long."""

    def __init__(self, root: Path, committee: Committee) -> None:
        place = jurisdiction_of(committee.raw)
        self._committee = committee
        self._profile: Profile | None = load_profile(root, place) if place else None
        is_working = committee.posting_kind == WORKING_DAYS or self._profile is not None
        self._workdays = load_workdays(root) if is_working else Workdays()

    def broken(self, record: Posted) -> Iterator[tuple[str, str]]:
        """What is not as it must be, and the remedy."""
        try:
            period = Period.parse(record.code)
        except UsageError:
            return  # a special notice says itself how long it hangs
        first = min((one.start for one in record.places if not one.edition), default=None)
        due = self._due(record.kind, period)
        if first is not None and first > due:
            yield (
                _("{notice} {first} 才张贴，应在 {due} 之前").format(
                    notice=record.title, first=first, due=due
                ),
                _("下次早些张贴；规定有变的，改 ledger/committee.toml 的 [posting]。"),
            )
        for place in record.places:
            until = self._until(record.kind, place)
            if place.last is not None and place.last < until:
                yield (
                    _("{notice} 在{place}只张贴到 {last}，应到 {until}").format(
                        notice=record.title, place=place.name, last=place.last, until=until
                    ),
                    _("请再贴满天数，用 owners-ledger post 登记；记错了的，改正日期。"),
                )

    def _due(self, kind: str, period: Period) -> datetime.date:
        rule = posting_rule(self._profile, kind, period.last) if self._profile else None
        if rule is not None and rule.due is not None:
            return day_of(rule.due, period)
        return period.last + datetime.timedelta(days=self._committee.posting_lag)

    def _until(self, kind: str, place: Place) -> datetime.date:
        rule = least_days(self._profile, kind, place.start) if self._profile else None
        if rule is not None:
            return self._workdays.after(place.start, rule.days, rule.day_kind)
        days, how = self._committee.posting_days, self._committee.posting_kind
        return self._workdays.after(place.start, days, how)


def _hashed(root: Path, record: Posted) -> Iterator[tuple[Path, str, bool]]:
    """Files with the hash they must have, and whether they must be there."""
    for edition in record.editions:
        if edition.figures_sha256:
            yield (
                posting.kept_file(root, record.stem, edition.name, "json"),
                edition.figures_sha256,
                True,
            )
            yield (
                posting.kept_file(root, record.stem, edition.name, "pdf"),
                edition.pdf_sha256,
                True,
            )
        if edition.pdf_sha256:
            name = posting.edition_stem(record.stem, edition.name)
            yield root / "notices" / f"{name}.pdf", edition.pdf_sha256, False
    for photo in dict.fromkeys(photo for place in record.places for photo in place.photos):
        yield posting.folder(root) / "photos" / f"{photo}.jpg", photo, True


def _lost(root: Path, file: Path) -> Problem:
    name = file.relative_to(root).as_posix()
    return Problem(
        at(root, name),
        _("张贴的留底 {file} 不见了").format(file=name),
        _("请从 git 或备份恢复它。"),
    )


def _differs(root: Path, file: Path, record: Posted, *, is_kept: bool) -> Problem:
    name = file.relative_to(root).as_posix()
    if is_kept:
        said = _("张贴的留底 {file} 被改过").format(file=name)
        return Problem(at(root, name), said, _("请从 git 或备份恢复它。"))
    return Problem(
        at(root, name),
        _("{file} 不是张贴的那一份").format(file=name),
        _("张贴的那一份在 ledger/posted/{stem}….pdf；请把它拷回来，或删去这一份。").format(
            stem=record.stem
        ),
    )


__plugins__ = (plugin({"postings": check}),)
