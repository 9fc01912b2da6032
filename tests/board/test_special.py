"""Special notices: the manual's examples are complete, and nothing that is missing is invented."""

from __future__ import annotations

import datetime
import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from owners_ledger.board import posting, questions
from owners_ledger.board.model import ChangedFigure
from owners_ledger.board.posting import Edition, Posted
from owners_ledger.board.questions import ADDED, ANSWERED, Happening, Question
from owners_ledger.board.special import load_special
from owners_ledger.board.special_kinds import COMMON, KINDS
from owners_ledger.board.toml_text import BoardError
from owners_ledger.books.load import Books
from owners_ledger.cli.kinds import Asked
from owners_ledger.cli.kinds.special import paper
from owners_ledger.config import load_committee, load_toml
from owners_ledger.registers import Registers
from owners_ledger.rendering.pdf import make_pdf
from owners_ledger.rendering.produce import produce

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "board.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
VOTE, EXAMPLES = BLOCKS[0], {re.findall(r'kind = "(.*)"', one)[0]: one for one in BLOCKS[1:]}
DAY = datetime.date(2026, 5, 3)
PUMP = '\n[[resolution]]\nnumber = "2026-01"\ndate = 2026-06-20\nceiling = "20000.00"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with everything the manual's examples point to."""
    ledger = tmp_path / "ledger"
    for folder in ("special", "posted", "questions"):
        (ledger / folder).mkdir(parents=True)
    shutil.copy(ROOT / "ledger" / "committee.toml", ledger)
    (ledger / "resolutions.toml").write_text(VOTE, encoding="utf-8")
    wrong = (ChangedFigure("支出·绿化·本期", Decimal("50.00"), Decimal("60.00")),)
    record = Posted(
        "monthly", "2026-03", "2026年3月财务收支公示", "公示〔2026〕第 3 号",
        (Edition("", DAY), Edition("更正1", DAY, "SEAL", "a", "b", "重记了一次", wrong)),
    )  # fmt: skip
    posting.record_file(tmp_path, record.stem).write_bytes(posting.content(record))
    question = Question(
        "2026-001", "2026-03/支2", "公共水电", Decimal("150.00"), record.number, "业主", DAY, DAY,
        (Happening(ADDED, DAY, "为什么？"), Happening(ANSWERED, DAY, "补缴", "基本户-7", DAY)),
    )  # fmt: skip
    questions.path_of(tmp_path, question).write_bytes(questions.content(question))
    return tmp_path


def put(root: Path, kind: str, text: str) -> str:
    """An example's file; works rest on a resolution without a vote, raising on its own matter."""
    if kind == "works":
        (root / "ledger/resolutions.toml").write_text(PUMP, encoding="utf-8")
    if kind == "fund-raising":
        raised = VOTE.replace("共有部分经营", "筹集维修资金", 1)
        (root / "ledger/resolutions.toml").write_text(raised, encoding="utf-8")
    (root / "ledger/special" / "一号.toml").write_text(text, encoding="utf-8")
    return "一号"


def report(root: Path, code: str):
    committee = load_committee(root)
    books = Books(root, committee, (), (), {})
    return paper(Asked("special", root, books, Registers(), code, None, draft=False))


def test_the_manual_has_an_example_of_every_kind_and_every_key():
    assert list(EXAMPLES) == list(KINDS)
    for kind, text in EXAMPLES.items():
        keys = set(re.findall(r"^([a-z-]+) = ", text.partition("[[quote]]")[0], re.MULTILINE))
        assert keys == {"kind", *(key.name for key in (*COMMON, *KINDS[kind].keys))}


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_s_example_makes_one_page_in_every_format(root, kind):
    made = report(root, put(root, kind, EXAMPLES[kind]))
    files = produce(
        made,
        load_committee(root),
        Registers(),
        book=root,
        formats=("pdf", "html", "xlsx", "json"),
        set_page=make_pdf,
    ).files
    page = files["html"].decode()
    raw = load_toml(root / "ledger/special/一号.toml")
    assert KINDS[kind].title in page
    for key in KINDS[kind].keys:
        value = raw[key.name]
        if key.type == "text" and key.label and key.name != "account":
            assert re.sub(r"\s", "", value) in re.sub(r"\s", "", page), key.name
    assert "50050199009900000017" not in page
    assert "3101019901200099017" not in page
    assert _pages(files["pdf"]) == 1


def _pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("kind", "key"),
    [(kind, key) for kind, made in KINDS.items() for key in (*COMMON, *made.keys) if key.is_needed],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_a_missing_key_is_named_with_an_example(root, kind, key):
    text = re.sub(rf"^{key.name} = .*\n", "", EXAMPLES[kind], count=1, flags=re.MULTILINE)
    put(root, kind, text)
    with pytest.raises(BoardError, match=f"缺少 {key.name}") as told:
        load_special(root, "一号")
    assert f"{key.name} = {key.example}" in told.value.remedy


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("lease-tender", '"3600.00"', '"3,600"', "reserve-price 写的"),
        ("lease-tender", '"3600.00"', '"-1.00"', "reserve-price 写的"),
        ("lease-tender", "to = 2026-07-31", "to = 2026-06-30", "to 早于 from"),
        ("lease-tender", '["业委会"', '["张三"', "没有公布的电话"),
        ("lease-tender", 'use = "', 'usage = "', "不认识的项：usage"),
        ("lease-tender", 'kind = "lease-tender"', 'kind = "lease"', "不是公告的种类"),
        ("lease-tender", '"2026-01"', '"2026-09"', "没有决议 2026-09"),
        ("works", 'price = "18600.00"\nceiling', 'price = "20000.01"\nceiling', "超过决议限额"),
        ("works", 'ceiling = "20000.00"', 'ceiling = "21000.00"', "限额是 20,000.00"),
        ("works", 'price = "18600.00"\nceiling', 'price = "18500.00"\nceiling', "报价里没有"),
        ("works", "end = 2026-07-24", "end = 2026-07-19", "end 早于 start"),
        ("fund-raising", 'account = "01"', 'account = "09"', "不是本单位的账户"),
        ("fund-raising", '"57810.63"', '"0"', "area 写的"),
        ("correction", '"更正1"', '"更正2"', "没有“更正2”"),
        ("reply", '"Q-2026-001"', '"Q-2026-009"', "没有提问 Q-2026-009"),
    ],
)
def test_what_contradicts_itself_is_refused(root, kind, old, new, said):
    assert old in EXAMPLES[kind]
    code = put(root, kind, EXAMPLES[kind].replace(old, new, 1))
    with pytest.raises(BoardError, match=re.escape(said)):
        report(root, code)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("for = 395", "for = 359", "同意人数"),  # 359/479 is below three quarters, 360 is enough
        ('for-area = "37429.43"', 'for-area = "33862.57"', "同意面积"),
        ("took-part = 479", "took-part = 407", "参与表决人数"),
        ('matter = "共有部分经营"', 'matter = "其他重大事项"', "没有登记“共有部分经营”的表决票数"),
    ],
)
def test_a_hall_is_not_let_without_the_law_s_majority(root, old, new, said):
    (root / "ledger/resolutions.toml").write_text(VOTE.replace(old, new, 1), encoding="utf-8")
    code = put(root, "lease-tender", EXAMPLES["lease-tender"])
    with pytest.raises(BoardError, match=said):
        report(root, code)
    enough = VOTE.replace("for = 395", "for = 360", 1)
    (root / "ledger/resolutions.toml").write_text(enough, encoding="utf-8")
    assert report(root, code).value.decision.counts[-1].heads == 360


def test_two_notices_cannot_have_one_number(root):
    put(root, "reply", EXAMPLES["reply"])
    (root / "ledger/special/二号.toml").write_text(EXAMPLES["reply"], encoding="utf-8")
    with pytest.raises(BoardError, match=r"已经用在 一号\.toml"):
        load_special(root, "二号")


@pytest.mark.parametrize("code", ["没有", "../committee", "", "a/b"])
def test_an_unknown_id_is_refused(root, code):
    put(root, "reply", EXAMPLES["reply"])
    with pytest.raises(BoardError, match="没有公告") as told:
        load_special(root, code)
    assert "一号" in told.value.remedy
