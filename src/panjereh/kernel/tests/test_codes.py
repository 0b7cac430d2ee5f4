"""Ids and codes."""

from __future__ import annotations

import os
import random
import re
import threading
import time
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.kernel import codes, verhoeff
from panjereh.kernel.codes import (
    ALPHABET,
    UuidMaker,
    is_code,
    new_code,
    new_uuid,
    normalise_code,
    parse_code,
    parse_receipt_number,
    receipt_number,
    show_code,
    uuid_moment,
)
from panjereh.kernel.faults import Refused
from panjereh.kernel.text_fa import digits_fa

CODE = st.text(st.sampled_from(ALPHABET), min_size=19, max_size=19).map(
    lambda body: next((body + c for c in ALPHABET if is_code(body + c)), "7K4M2QXP9B3TH5WZ1C70")
)


def test_uuids_are_version_7_and_grow() -> None:
    made = [new_uuid() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}
    assert abs(uuid_moment(made[-1]).timestamp() - time.time()) < 5


@given(st.lists(st.integers(0, 2**47), min_size=1, max_size=40))
def test_uuids_grow_whatever_the_clock_does(clock: list[int]) -> None:
    ticks = iter(clock)
    maker = UuidMaker(lambda: next(ticks))
    made = [maker() for _ in clock]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert uuid_moment(made[0]).timestamp() * 1000 == pytest.approx(clock[0], abs=1)


def test_full_millisecond_borrows_from_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = UuidMaker(lambda: 1000)
    first = maker()
    monkeypatch.setattr(maker, "_tail", 2**74 - 1)
    second = maker()
    assert first < second
    assert second.int >> 80 == 1001


def test_uuids_are_unique_across_threads() -> None:
    made: list[uuid.UUID] = []

    def make() -> None:
        made.extend(new_uuid() for _ in range(2000))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_forked_child_starts_anew() -> None:
    new_uuid()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, str(codes._maker._millisecond).encode())
        finally:
            os._exit(0)  # whatever happens, the child must not go on with the tests of its parent
    os.waitpid(child, 0)
    assert os.read(read, 100) == b"-1"
    os.close(read)
    os.close(write)


def test_moment_needs_version_7() -> None:
    with pytest.raises(ValueError, match="version 7"):
        uuid_moment(uuid.uuid4())


def test_codes_are_long_and_right() -> None:
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(f"[{ALPHABET}]{{20}}", code) and is_code(code) for code in made)
    assert len(new_code(80)) == 17
    assert is_code(new_code(128))
    with pytest.raises(ValueError, match="80 bits"):
        new_code(79)


@given(CODE, st.integers(0, 19), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found(code: str, place: int, character: str) -> None:
    changed = code[:place] + character + code[place + 1 :]
    assert is_code(changed) == (changed == code)


@given(CODE, st.integers(0, 18))
def test_every_swap_of_neighbours_is_found(code: str, place: int) -> None:
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_code(changed) == (changed == code)


@given(CODE, st.integers(0, 2**32))
def test_code_is_read_however_it_is_typed(code: str, seed: int) -> None:
    chance = random.Random(seed)
    looks = {"0": "0oO۰٠", "1": "1iIlL۱١"}
    typed = "".join(chance.choice(looks.get(c, c + c.lower() + digits_fa(c))) for c in code)
    typed = chance.choice(["", " ", "-", "–", "\u200c", "\u200f"]).join(typed)
    assert normalise_code(typed) == code
    assert is_code(f" {typed} ")
    assert parse_code(typed) == normalise_code(show_code(code)) == code


@pytest.mark.parametrize("text", ["", "0", "0" * 16, "U" * 20, "7K4M-2QXP-9B3T-H5WZ-1C71", "کد", "0" * 5000])
def test_what_is_no_code_is_refused(text: str) -> None:
    assert not is_code(text)
    with pytest.raises(Refused) as caught:
        parse_code(text)
    assert "7K4M-2QXP-9B3T-H5WZ-1C70" in caught.value.fault.fa


def test_example_code_is_right() -> None:
    assert show_code(parse_code("7k4m2qxp 9b3th5wz lc7o")) == "7K4M-2QXP-9B3T-H5WZ-1C70"


@pytest.mark.parametrize(("digits", "check"), [("236", "3"), ("12345", "1"), ("142857", "0")])
def test_verhoeff_vectors(digits: str, check: str) -> None:
    assert verhoeff.check_digit(digits) == check
    assert verhoeff.holds(digits + check)


@given(st.integers(1300, 1500), st.integers(1, 10**9), st.data())
def test_receipt_number_finds_slips(year: int, serial: int, data: st.DataObject) -> None:
    number = receipt_number(year, serial)
    assert parse_receipt_number(digits_fa(number.replace("-", " "))) == number
    digits = number.replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    other = (int(digits[place]) + data.draw(st.integers(1, 9))) % 10
    wrong = f"{digits[:place]}{other}{digits[place + 1 :]}"
    with pytest.raises(Refused):
        parse_receipt_number(wrong)
    swapped = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
    if swapped != digits:
        with pytest.raises(Refused):
            parse_receipt_number(swapped)


@pytest.mark.parametrize(("year", "serial"), [(405, 1), (1405, 0), (1405, 10**12)])
def test_receipt_number_needs_year_and_serial(year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="four digits"):
        receipt_number(year, serial)
