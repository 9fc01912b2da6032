"""One rename: whatever fails, the old file or the new one is there, whole."""

import os

import pytest

from owners_ledger.books import write


def test_a_whole_file_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "2026" / "03-bank.beancount"
    write.write_whole(path, "一".encode())
    write.write_whole(path, "二".encode())
    assert path.read_text(encoding="utf-8") == "二"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_fault_leaves_the_old_file_and_no_stage(tmp_path, monkeypatch, call):
    path = tmp_path / "a.beancount"
    write.write_whole(path, b"old")

    def fault(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fault)
    with pytest.raises(write.WriteError, match="原有内容没有变动"):
        write.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.beancount"]


def test_a_hand_in_generated_text_is_noticed():
    text = write.stamped('2026-03-01 * "物业费"\n')
    assert write.is_untouched(text)
    assert not write.is_untouched(text + " ")
    assert not write.is_untouched(text.replace("物业费", "停车费"))
    assert not write.is_untouched("")


def test_two_writers_do_not_meet(tmp_path):
    (tmp_path / "ledger").mkdir()
    with (
        write.locked(tmp_path),
        pytest.raises(write.WriteError, match="另一个"),
        write.locked(tmp_path),
    ):
        pytest.fail("the second writer got in")
    with write.locked(tmp_path):
        pass
