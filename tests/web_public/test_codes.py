"""Household codes: what is stored, what one try costs, how often, and when a session ends."""

from __future__ import annotations

import datetime
import hashlib
import re
import stat

import pytest
from conftest import CHEAP, DAY
from small_edition import tree

from owners_ledger.web.codes import code, keys, register, shelf
from owners_ledger.web.public import limits, sessions


@pytest.fixture
def scrypts(monkeypatch):
    """Counts the work, which time would not tell reliably."""
    counted = []
    real = hashlib.scrypt

    def scrypt(*given, **more):
        counted.append((more["n"], more["r"], more["p"]))
        return real(*given, **more)

    monkeypatch.setattr(hashlib, "scrypt", scrypt)
    return counted


def test_a_code_has_sixty_bits_and_is_typed_as_people_type():
    made = {code.make() for _one in range(2000)}
    assert len(made) == 2000
    assert all(
        len(one) == 12 and set(one) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for one in made
    )
    for place in range(12):
        assert len({one[place] for one in made}) == 32
    assert code.shown("0123456789AB") == "0123-4567-89AB"
    for typed in (
        "0123-4567-89ab",
        " o1 23 4567 89AB",
        "Oi23—4567—89AB",
        "ｏｌ２３４５６７８９ａｂ",
    ):
        assert code.meant(typed) == "0123456789AB"
    assert len(code.meant("x" * 100_000)) <= 24


def test_only_its_own_key_opens_a_letter():
    mine, other = (keys.keys_of(one, CHEAP) for one in ("0" * 12, "1" * 12))
    sealed = keys.seal(mine.public, mine.mark, "欠 111.11".encode())
    assert keys.unseal(mine, sealed).decode() == "欠 111.11"
    assert len(sealed) == len(keys.seal(mine.public, mine.mark, b"x" * 9000))
    tampered = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(0, 120, 7)]
    for keys_, content in [
        (other, sealed),
        (mine, b""),
        (mine, sealed[:60]),
        (mine, sealed[:-1]),
    ] + [(mine, one) for one in tampered]:
        with pytest.raises(keys.SealError):
            keys.unseal(keys_, content)


def test_the_disk_holds_neither_code_nor_seed_nor_unit(fresh):
    on_disk = b"".join(path.read_bytes() for path in fresh.shelf.rglob("*"))
    names = " ".join(path.name for path in fresh.shelf.rglob("*")).encode()
    for unit, made in fresh.codes.items():
        seed = keys.keys_of(made, CHEAP).seed
        for secret in (made, code.shown(made), unit, "111.11", "222.22", seed.hex()):
            assert secret.encode() not in on_disk + names
        assert seed not in on_disk
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in fresh.shelf.iterdir())
    assert stat.S_IMODE(fresh.shelf.stat().st_mode) == 0o700


def test_the_treasurers_list_keeps_all_but_the_codes(tmp_path):
    (tmp_path / "ledger").mkdir()
    first, made = register.Register(CHEAP).issue(["1-1-101", '怪"房'], DAY, lambda: None)
    path = register.save(tmp_path, first.revoke('怪"房', DAY))
    found = register.load(tmp_path)
    assert found.issued["1-1-101"] == first.issued["1-1-101"]
    assert (found.issued['怪"房'].generation, found.issued['怪"房'].is_open) == (2, False)
    assert not re.search("|".join(made.values()), path.read_text("utf-8"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again, _new = found.issue(["1-1-101"], datetime.date(2026, 4, 1), lambda: None)
    assert again.issued["1-1-101"].generation == 2
    assert again.issued["1-1-101"].mark != first.issued["1-1-101"].mark
    with pytest.raises(register.CodeError, match="没有有效的口令"):
        found.revoke('怪"房', DAY)


def test_every_try_costs_the_same_and_says_the_same(fresh, visitor, scrypts):
    app = fresh.app(codes=True)
    known = fresh.codes["1-1-101"]
    tries = ["000000000000", "", "x", "' OR 1=1", "长" * 30, known[:-1], known.lower() + "0"]
    said = set()
    for number, typed in enumerate(tries):
        answer = visitor(app, f"203.0.113.{number}").log_in(typed)
        said.add((answer.status_code, answer.text))
        assert "Set-Cookie" not in answer.headers
    assert len(said) == 1
    assert visitor(app).log_in(code.shown(known).lower()).status_code == 303
    assert scrypts == [(CHEAP.n, CHEAP.r, CHEAP.p)] * (len(tries) + 1)


def test_five_a_minute_from_one_address_and_thirty_in_all(fresh, visitor, scrypts):
    app = fresh.app(codes=True)
    one = visitor(app)
    assert [one.log_in("x").status_code for _try in range(7)] == [403] * 5 + [429] * 2
    late = one.log_in(fresh.codes["1-1-101"])
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    others = [visitor(app, f"198.51.100.{n}").log_in("x").status_code for n in range(40)]
    assert others == [403] * 25 + [429] * 15
    assert len(scrypts) == 30


def test_a_month_of_guessing_stays_within_the_limit_and_the_table_small():
    now, taken = [0.0], []
    tries = limits.Tries(clock=lambda: now[0])
    for second in range(0, 30 * 86400, 600):
        now[0] = float(second)
        guesses = [f"10.{second % 250}.{second // 250 % 250}.{n}" for n in range(32)]
        taken += [
            second for address in guesses[: 32 if second % 1800 == 0 else 1] if tries.take(address)
        ]
    assert len(taken) > 43_000
    assert all(late - early >= 60 for early, late in zip(taken, taken[30:], strict=False))
    assert len(tries) <= 4096
    six = {limits.neighbourhood(f"2001:db8:0:1::{n}") for n in range(50)}
    assert six == {"2001:db8:0:1::/64"}


def cookie(answer):
    return answer.headers["Set-Cookie"]


def test_a_household_sees_its_own_statement_and_no_other(fresh, visitor):
    app = fresh.app(codes=True)
    for unit, owed, other in (("1-1-101", "111.11", "222.22"), ("1-1-102", "222.22", "111.11")):
        one = visitor(app)
        assert one.ask("/").headers["Location"] == "/login"
        entered = one.log_in(fresh.codes[unit])
        assert "HttpOnly" in cookie(entered)
        assert "SameSite=Lax" in cookie(entered)
        assert fresh.codes[unit] not in cookie(entered)
        page = one.ask("/mine/")
        assert f"对账单 {unit}" in page.text
        assert owed in page.text
        assert other not in page.text
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert one.ask("/ledger/books/journal/").status_code == 200


def test_behind_https_the_cookie_is_secure(fresh, visitor):
    one = visitor(fresh.app(codes=True, proxy="127.0.0.1"))
    assert "Secure" in cookie(one.log_in(fresh.codes["1-1-101"]))


def test_a_revoked_or_new_code_ends_its_sessions_at_once(fresh, visitor):
    app = fresh.app(codes=True)
    one, other = visitor(app), visitor(app)
    one.log_in(fresh.codes["1-1-101"])
    other.log_in(fresh.codes["1-1-102"])
    assert one.ask("/mine/").status_code == 200
    fresh.register, made = fresh.register.issue(["1-1-101"], DAY, lambda: None)
    fresh.seal()
    assert one.ask("/mine/").status_code == 303
    assert (
        one.ask(
            "/ledger/books/api/journal_page?page=1&order=asc", headers={"Sec-Fetch-Dest": "empty"}
        ).status_code
        == 403
    )
    assert one.log_in(fresh.codes["1-1-101"]).status_code == 403
    assert one.log_in(made["1-1-101"]).status_code == 303
    assert other.ask("/mine/").status_code == 200
    assert len(list(fresh.shelf.glob("*.sealed"))) == 2
    (fresh.shelf / "codes.toml").unlink()
    assert other.ask("/mine/").status_code == 303, "without the list nobody is let in"


def test_leaving_ends_the_session_even_for_a_copy(fresh, visitor):
    app = fresh.app(codes=True)
    one, thief = visitor(app), visitor(app, "198.51.100.1", cookies=False)
    stolen = cookie(one.log_in(fresh.codes["1-1-101"])).partition(";")[0]
    assert thief.ask("/mine/", headers={"Cookie": stolen}).status_code == 200
    assert "Max-Age=0" in cookie(one.ask("/logout", "POST"))
    assert thief.ask("/mine/", headers={"Cookie": stolen}).status_code == 303


def test_cookies_are_made_by_this_server_alone(fresh):
    mine, other = (sessions.Sessions(shelf.Shelf(fresh.shelf), bytes([n]) * 32) for n in (1, 2))
    made = mine.enter(fresh.codes["1-1-101"])
    assert mine.who(made) is not None
    assert other.who(made) is None
    for forged in ("", "x", made[:-1], made[:-2] + "AA", "é", made + "A" * 5000, "\0"):
        assert mine.who(forged) is None


def test_a_session_lasts_a_week(fresh, monkeypatch):
    one = sessions.Sessions(shelf.Shelf(fresh.shelf), bytes(32))
    made = one.enter(fresh.codes["1-1-101"])
    monkeypatch.setattr(sessions, "SECONDS", -1)
    assert one.who(made) is None


def test_large_or_strange_bodies_cost_nothing(fresh, visitor, scrypts):
    one = visitor(fresh.app(codes=True))
    before = tree(fresh.root)
    for more in (
        {"data": {"code": "x" * 5000}},
        {"data": b"code=x", "headers": {"Transfer-Encoding": "chunked", "Content-Length": ""}},
        {"query_string": "code=x", "data": {"code": "x"}},
    ):
        assert one.ask("/login", "POST", **more).status_code == 400
    assert scrypts == []
    upload = {"file": (fresh.public / "verify.py").open("rb"), "code": "x"}
    assert one.ask("/login", "POST", data=upload).status_code in (400, 403)
    assert tree(fresh.root) == before


@pytest.mark.parametrize("rights", [0o644, 0o640, 0o604])
def test_a_key_others_can_read_is_refused(tmp_path, rights):
    path = tmp_path / "key"
    path.write_text("00" * 32, "ascii")
    path.chmod(rights)
    with pytest.raises(sessions.KeyFileError, match="别人也能读"):
        sessions.key_from(path)
    path.chmod(0o600)
    assert sessions.key_from(path) == bytes(32)
    path.write_text("00", "ascii")
    with pytest.raises(sessions.KeyFileError):
        sessions.key_from(path)
    assert sessions.key_from(None) != sessions.key_from(None)
