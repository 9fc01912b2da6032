"""The maintenance fund's sheet adds up or is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from owners_ledger.periods import Period
from owners_ledger.reporting.maintenance import MaintenanceError, maintenance

TEXT = """
keeper = "维修资金中心"
ask = "凭房号查询"
[[statement]]
from = 2025-01-01
to = 2025-06-30
document = "documents/2025-上半年.pdf"
opening = "1000.00"
paid-in = "50.00"
used = "200.00"
gain = "5.55"
balance = "855.55"
  [[statement.item]]
  date = 2025-03-04
  name = "屋面"
  cost = "200.00"
  buildings = ["1"]
  rule = "按面积"
  [[statement.building]]
  building = "1"
  opening = "600.00"
  paid-in = "0.00"
  used = "200.00"
  gain = "3.00"
  balance = "403.00"
  [[statement.building]]
  building = "2"
  opening = "400.00"
  paid-in = "50.00"
  used = "0.00"
  gain = "2.55"
  balance = "452.55"
[[statement]]
from = 2025-07-01
to = 2025-12-31
opening = "855.55"
paid-in = "0.00"
used = "0.00"
gain = "4.45"
balance = "860.00"
"""


def sheet(root: Path, text: str, period: str):
    (root / "ledger").mkdir(exist_ok=True)
    (root / "ledger" / "maintenance.toml").write_text(text, encoding="utf-8")
    return maintenance(root, Period.parse(period))


def test_a_half_year_and_a_year(tmp_path: Path) -> None:
    first = sheet(tmp_path, TEXT, "2025-H1")
    assert (first.opening, first.paid_in, first.used, first.balance) == (
        *(Decimal("1000.00"), Decimal("50.00"), Decimal("200.00")),
        Decimal("855.55"),
    )
    assert [(one.building, one.balance) for one in first.buildings] == [
        ("1", Decimal("403.00")),
        ("2", Decimal("452.55")),
    ]
    assert first.documents == ("documents/2025-上半年.pdf",)
    year = sheet(tmp_path, TEXT, "2025")
    assert (year.opening, year.gain, year.balance) == (1000, 10, 860)
    assert [one.name for one in year.items] == ["屋面"]


def test_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    assert maintenance(tmp_path, Period.parse("2025")) is None
    assert sheet(tmp_path, TEXT, "2025-Q1") is None
    assert sheet(tmp_path, TEXT, "2026") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('balance = "855.55"', 'balance = "855.54"', "余额却是"),
        ('gain = "3.00"', 'gain = "3.01"', "1栋期初"),
        ('cost = "200.00"', 'cost = "199.00"', "使用项目合计"),
        ('opening = "855.55"', 'opening = "855.50"', "余额却是"),
        (
            'opening = "855.55"\npaid-in = "0.00"',
            'opening = "855.50"\npaid-in = "0.05"',
            "不是前一份的余额",
        ),
        ("from = 2025-07-01", "from = 2025-07-02", "断开或重叠"),
        ("date = 2025-03-04", "date = 2025-07-04", "不在这份对账单里"),
        ('gain = "5.55"', "gain = 5.55", "balance"),
        ('used = "200.00"', 'used = "二百"', "不是金额"),
        (
            '  building = "2"\n  opening = "400.00"\n  paid-in = "50.00"',
            '  building = "2"\n  opening = "410.00"\n  paid-in = "40.00"',
            "各栋",
        ),
    ],
)
def test_what_does_not_add_up_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TEXT
    if said == "balance":  # a TOML float is read as written, never rounded
        assert sheet(tmp_path, TEXT.replace(old, new, 1), "2025-H1").gain == Decimal("5.55")
        return
    with pytest.raises(MaintenanceError) as refused:
        sheet(tmp_path, TEXT.replace(old, new, 1), "2025")
    assert said in refused.value.message
    assert refused.value.file == "ledger/maintenance.toml"
