"""Words that will hang on the board are searched for personal data before they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from owners_ledger.errors import OwnersLedgerError
from owners_ledger.i18n import _


class PrivateWordsError(OwnersLedgerError):
    """Personal data in words for the board; nothing was written."""


def refuse_private(root: Path, texts: Iterable[tuple[str, str]]) -> None:
    """Say no to words with a person, a flat, a telephone, a card or a plate in them.

    Args:
        root: the book's folder.
        texts: what each is called, and the text.

    Raises:
        PrivateWordsError: what was found, masked, and in which text.
    """
    from owners_ledger.config import load_committee  # noqa: PLC0415 - --help does without
    from owners_ledger.registers import load_registers  # noqa: PLC0415 - --help does without
    from owners_ledger.rendering.privacy import Guard, masked  # noqa: PLC0415 - heavy
    from owners_ledger.reporting.privacy import Cover  # noqa: PLC0415 - heavy

    registers = load_registers(root)
    guard = Guard.of(registers, load_committee(root))
    cover = Cover(frozenset())
    for called, text in texts:
        found = [
            f"{kind}（{masked(what)}）" for kind, what in guard.look_through(text, strict=True)
        ]
        if not found and cover.text(text) != text:
            found = [_("房号")]
        if found:
            raise PrivateWordsError(
                _("{called}里有个人信息：{found}；没有写任何文件").format(
                    called=called, found="、".join(dict.fromkeys(found))
                ),
                remedy=_(
                    "这些话要贴在公示栏上：请改写成“一位业主”“某单元”，不写姓名、房号、电话、车牌。"
                    "只是地名等普通词语的，写进 ledger/committee.toml 的 [privacy] words。"
                ),
            )
