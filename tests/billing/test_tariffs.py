"""``tariffs.toml``: what it says is taken exactly, what is impossible is refused with its reason."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from billing_rows import unit

from owners_ledger.billing.tariff import KINDS
from owners_ledger.billing.tariffs import FLOOR_KEYS, KEYS, TariffError, load_tariffs

MANUAL = Path(__file__).parents[2] / "docs" / "tariffs.md"
FEE = '[[property-fee]]\nrate = "0.80"\nfrom = 2020-01-01\n'
WATER = (
    '[[water]]\nname = "水费"\nkind = "meter"\nrate = "4.10"\nfrom = 2020-01-01\n'
    'account = "Assets:20应收款:09代收水费"\nincome = "Liabilities:40代收代付:01水费"\n'
)
LIFT = WATER.replace("water", "lift").replace('"meter"', '"share"').replace('rate = "4.10"\n', "")


def load(tmp_path, text):
    (tmp_path / "ledger").mkdir(exist_ok=True)
    (tmp_path / "ledger" / "tariffs.toml").write_text(text, "utf-8")
    return load_tariffs(tmp_path)


def test_everything_a_version_says(tmp_path):
    text = (
        FEE + 'to = 2026-06-30\nresolution = "2020-01"\nuse = ["住宅"]\nbuilding = ["1"]\n'
        'minimum = "10.00"\ncap = "200.00"\nlate-rate = "0.0005"\nlate-cap = "0.3"\ndue-day = 25\n'
        '[[property-fee.floor]]\nfrom-floor = 1\nto-floor = 3\nfactor = "0.90"\n'
    )  # fmt: skip
    (fee,) = (one for one in load(tmp_path, text) if one.id == "property-fee")
    assert (fee.rate, fee.minimum, fee.cap) == (Decimal("0.80"), Decimal(10), Decimal(200))
    assert (fee.first, fee.last) == (datetime.date(2020, 1, 1), datetime.date(2026, 6, 30))
    assert (fee.late_rate, fee.late_cap, fee.due_day) == (Decimal("0.0005"), Decimal("0.3"), 25)
    assert [fee.floor_factor(unit(floor=floor)) for floor in ("3", "4", "B1")] == [
        Decimal("0.90"), Decimal(1), Decimal(1),
    ]  # fmt: skip
    assert fee.concerns(unit())
    assert not fee.concerns(unit(use="商铺"))
    assert not fee.concerns(unit("2-1-101"))


def test_bays_and_contracts_need_no_file(tmp_path):
    assert {one.id: one.kind for one in load_tariffs(tmp_path)} == {
        "lease": "lease", "parking": "bay",
    }  # fmt: skip


def test_versions_for_different_uses_may_overlap(tmp_path):
    shops = FEE.replace("0.80", "2.00") + 'use = ["商铺"]\n'
    assert len(load(tmp_path, FEE + 'use = ["住宅"]\n' + shops)) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FEE + FEE.replace("2020", "2021"), "重叠"),
        (
            FEE + 'use = ["住宅"]\n' + FEE.replace("2020", "2021") + 'use = ["商铺"]\n'
            + FEE.replace("2020", "2022") + 'use = ["住宅"]\n',
            "2022-01-01",
        ),
        (FEE.replace('"0.80"', "0.80"), "rate"),
        (FEE.replace("0.80", "０.80"), "rate"),
        (FEE.replace("0.80", "1e400"), "rate"),
        (FEE.replace("0.80", "-1"), "rate"),
        (FEE.replace('rate = "0.80"\n', ""), "rate"),
        (FEE.replace("2020-01-01", '"2020-01-01"'), "from"),
        (FEE.replace("2020-01-01", "2020-01-01T00:00:00"), "from"),
        (FEE + "to = 2019-12-31\n", "to"),
        (FEE + 'minimun = "1.00"\n', "minimun"),
        (FEE + 'minimum = "20.00"\ncap = "10.00"\n', "minimum"),
        (FEE + 'cap = "-1.00"\n', "cap"),
        (FEE + "due-day = 31\n", "due-day"),
        (FEE + "due-day = true\n", "due-day"),
        (FEE + 'use = "住宅"\n', "use"),
        (FEE + 'use = ["别墅"]\n', "别墅"),
        (FEE + '[[property-fee.floor]]\nfrom-floor = 3\nto-floor = 1\nfactor = "1"\n', "floor"),
        (
            FEE + 2 * '[[property-fee.floor]]\nfrom-floor = 1\nto-floor = 3\nfactor = "0.9"\n',
            "1 层",
        ),
        ('[[parking]]\nfrom = 2020-01-01\nrate = "80"\n', "rate"),
        (WATER + 'minimum = "5.00"\n', "minimum"),
        (WATER.replace('"meter"', '"metre"'), "kind"),
        (WATER.replace('name = "水费"\n', ""), "name"),
        (FEE.replace("property-fee", "property-fees"), "现成的是 property-fee、"),
        (LIFT + 'by = "floor"\n', "floor"),
        (LIFT + 'by = "rooms"\n', "by"),
        ('property-fee = "0.80"\n', "[[property-fee]]"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(tmp_path, text, said):
    with pytest.raises(TariffError) as refused:
        load(tmp_path, text)
    assert said in refused.value.message
    assert refused.value.file == "ledger/tariffs.toml"


def test_the_manual_explains_every_key_and_kind_and_no_other():
    named = set(re.findall(r"^\| `([a-z-]+)` \|", MANUAL.read_text("utf-8"), re.MULTILINE))
    known = frozenset().union(*KEYS.values()) | FLOOR_KEYS | set(KINDS)
    assert named == known


def test_the_manual_s_examples_load(tmp_path):
    blocks = re.findall(r"```toml\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        assert load(tmp_path, block)
