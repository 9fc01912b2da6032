"""``report project 消防改造``: one project from vote to warranty, with its photographs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from owners_ledger.cli.kinds import Asked
from owners_ledger.commitments.load import load_commitments
from owners_ledger.commitments.model import Picture
from owners_ledger.rendering.paper import Paper
from owners_ledger.rendering.project_tables import photographs, project_paper
from owners_ledger.reporting.project import find_project, project_page
from owners_ledger.reporting.refusal import refuse_broken
from owners_ledger.reporting.without_papers import photograph_name, project_without_files


def paper(asked: Asked) -> Paper:
    """The page of a project.

    Raises:
        UsageError: there is no such project.
        BoardError: a photograph is missing, enormous, or none.
    """
    known = load_commitments(asked.root)
    project = find_project(known, asked.code)
    refuse_broken(asked.books)
    ledger = asked.root / "ledger"
    photos = photographs(ledger, [one.path for one in project.pictures])
    found = project_page(
        asked.books, asked.registers, known, project, hashes=_hashes(ledger, project.pictures)
    )
    named = {
        photograph_name(place): photos[one.path]
        for place, one in enumerate(found.photographs, start=1)
    }
    public = project_without_files(found)
    return project_paper(public, asked.books.committee, named, draft=asked.draft)


def _hashes(ledger: Path, pictures: Sequence[Picture]) -> dict[str, str]:
    return {
        one.path: hashlib.sha256((ledger / one.path).read_bytes()).hexdigest() for one in pictures
    }
