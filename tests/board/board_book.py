"""Notices for the tests of the board: figures, and a PDF that carries them as ours do."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from pypdf import PdfWriter

FIGURES: dict[str, Any] = {
    "kind": "monthly",
    "period": "2026-03",
    "title": "2026年3月",
    "number": "公示〔2026〕第 3 号",
    "opening": "1000.00",
    "income_total": "300.00",
    "closing": "1100.00",
    "income": [{"line": "物业服务费", "amount": "300.00", "count": 3, "note": "", "id": "收1"}],
    "spending": [
        {"line": "公共水电", "amount": "150.00", "months": ["150.00"], "count": 2, "id": "支1"},
        {"line": "绿化", "amount": "50.00", "months": ["50.00"], "count": 1, "id": "支2"},
    ],
    "payments": [
        {"number": "基本户-7", "line": "公共水电", "summary": "3月电费", "amount": "100.00",
         "documents": 0, "id": "付1"},
        {"number": "基本户-7", "line": "公共水电", "summary": "3月水费", "amount": "50.00",
         "documents": 1, "id": "付2"},
    ],
    "accounts": [{"account": "基本户", "book": "1100.00", "covered_to": "2026-03-31", "id": "账1"}],
    "draft": False,
    "total_ids": {"closing": "总1", "income": "总2"},
}  # fmt: skip


def changed(**others: Any) -> dict[str, Any]:
    """The figures with some fields of another value."""
    return {**json.loads(json.dumps(FIGURES)), **others}


def pdf_of(figures: dict[str, Any], stem: str = "monthly-2026-03") -> bytes:
    """A one-page PDF that carries the figures."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment(f"{stem}.json", json.dumps(figures, ensure_ascii=False).encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def printed(root: Path, figures: dict[str, Any] = FIGURES) -> Path:
    """The notice's PDF in ``notices/``."""
    path = root / "notices" / "monthly-2026-03.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf_of(figures))
    return path
