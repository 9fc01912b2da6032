"""Files written by hand: what is impossible is refused with file, line and a Chinese sentence."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from owners_ledger.commitments.load import load_commitments
from owners_ledger.config import ConfigError

FILES = ("resolutions.toml", "contracts.toml", "projects.toml", "budget/2026.toml")


@pytest.mark.parametrize(
    ("file", "text", "line", "words"),
    [
        ("resolutions.toml", '\n[[resolution]]\ntitle = "x"\n', 2, "缺少 number"),
        ("resolutions.toml", '[[resolution]]\nnumber = "1"\ndate = "昨天"\n', 1, "date 应写成日期"),
        ("resolutions.toml", '[[resolution]]\nnumber = "1"\nvote = 3\n', 1, "vote 应写成一个表"),
        (
            "resolutions.toml",
            '[[resolution]]\nnumber = "1"\n[resolution.vote]\nowners = "三"\n',
            1,
            "owners 应写成整数",
        ),
        ("resolutions.toml", '[[resolution]]\nnumber = "1"\nbody = "居委会"\n', 1, "body 只能写"),
        ("resolutions.toml", "resolution = 3\n", 1, r"resolution 应写成 \[\[resolution\]\]"),
        ("projects.toml", '# x\n[[project]]\ncode = "P"\nname = "x"\n', 2, "缺少 contract"),
        ("budget/2026.toml", '[share]\n"维修" = 3\n', None, "维修 应写成一个表"),
        (
            "budget/2026.toml",
            '[share."维修"]\n"Expenses:36维修" = "多"\n',
            None,
            "应写成 科目 = 份额",
        ),
        ("budget/2026.toml", '[share."维修"]\n"Expenses:36维修" = 0\n', None, "份额合计是零"),
        ("budget/2026.toml", '[spending]\n"绿化" = "-1"\n', None, "“绿化”的预算是负数"),
        (
            "budget/2026.toml",
            'resolution = "1"\n[[amendment]]\ndate = 2026-01-01\nlin = "绿化"\n',
            2,
            "不认识的项目 lin",
        ),
    ],
)
def test_refused(book, file, text, line, words) -> None:
    book.write(f"ledger/{file}", text)
    with pytest.raises(ConfigError, match=words) as refused:
        load_commitments(book.root)
    assert refused.value.file == str(book.root / "ledger" / file)
    assert refused.value.line == line


def test_what_is_written_a_little_otherwise_is_understood(book) -> None:
    book.write(
        "ledger/resolutions.toml",
        '[[resolution]]\nnumber = 2025\ndate = "2025-03-22"\nceiling = 400000.00\n',
    )
    (one,) = load_commitments(book.root).resolutions
    assert (one.number, one.date, str(one.ceiling)) == (
        "2025",
        datetime.date(2025, 3, 22),
        "400000.00",
    )


VALUES = st.one_of(
    st.just("3"),
    st.just('"x"'),
    st.just("[]"),
    st.just("{}"),
    st.just("[[1]]"),
    st.just("true"),
    st.just("nan"),
    st.just("1e999999"),
    st.just("2026-02-03"),
    st.just("2026-02-03T00:00:00"),
    st.just('"-1.00"'),
    st.just('"１２"'),
    st.just("{ a = [1] }"),
    st.just("12:00:00"),
)
KEYS = st.sampled_from(
    [
        "number",
        "date",
        "title",
        "body",
        "matter",
        "vote",
        "ceiling",
        "from",
        "to",
        "extends",
        "code",
        "account",
        "total",
        "amount",
        "every",
        "first-due",
        "instalment",
        "retention",
        "quote",
        "name",
        "contract",
        "subsidy",
        "acceptance",
        "photograph",
        "income",
        "spending",
        "share",
        "amendment",
        "resolution",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.dictionaries(KEYS, VALUES), st.booleans())
def test_whatever_is_written_is_read_or_refused(book, file, values, inside) -> None:
    for name in FILES:
        (book.root / "ledger" / name).unlink(missing_ok=True)
    kinds = {"resolutions.toml": "resolution", "contracts.toml": "contract"}
    head = f"[[{kinds.get(file, 'project')}]]\n" if inside and "/" not in file else ""
    text = head + "".join(f"{key} = {value}\n" for key, value in values.items())
    book.write(f"ledger/{file}", text)
    try:
        load_commitments(book.root)
    except ConfigError as error:
        refused = error
    else:
        return
    assert refused.message
    assert refused.remedy
