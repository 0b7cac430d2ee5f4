"""The table of transitions, driven by random happenings: in any order, doubled, late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.money.domain import HAPPENINGS, LATE_LOOKS, PUBLIC, UNFINISHED, move, next_look

NOW = datetime(2026, 4, 4, 9, tzinfo=UTC)
WITHOUT_MONEY = [name for name in HAPPENINGS if name != "paid"]


def walk(happenings: list[str]) -> list[str]:
    """The private states of a payment to which these things happen."""
    states = ["new"]
    for happening in happenings:
        following = move(states[-1], happening)
        if following is not None:
            states.append(following)
    return states


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=30))
def test_any_order_stays_within_the_table_and_a_success_is_for_ever(happenings: list[str]) -> None:
    states = walk(happenings)
    assert set(states) <= set(PUBLIC)
    if "verified" in states:
        assert states[-1] == "verified"
        assert states.count("verified") == 1  # nothing more can happen, not even a second success


@given(st.lists(st.sampled_from(WITHOUT_MONEY), max_size=30))
def test_nothing_but_the_providers_word_makes_a_success(happenings: list[str]) -> None:
    assert all(PUBLIC[state].state != "success" for state in walk(happenings))


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=30))
def test_a_finished_payment_never_opens_again_but_for_late_money(happenings: list[str]) -> None:
    states = walk(happenings)
    for before, after in pairwise(states):
        if PUBLIC[before].finished and after != before:
            assert after in ("verified", "wrong_amount")


@pytest.mark.parametrize("private", ["new", "requesting", "refused", "wrong_amount", "verified"])
def test_money_is_not_believed_where_there_is_no_authority_or_it_was_counted(private: str) -> None:
    assert move(private, "paid") is None


@pytest.mark.parametrize("private", PUBLIC)
def test_an_unfinished_payment_is_always_looked_at_again(private: str) -> None:
    moment = next_look(private, looks=3, now=NOW, finished_at=None)
    assert (moment is not None) == (PUBLIC[private].state in UNFINISHED)


@given(st.integers(0, 200))
def test_pauses_grow_and_end(looks: int) -> None:
    moment = next_look("unknown", looks=looks, now=NOW, finished_at=None)
    assert moment is not None
    assert timedelta(seconds=15) <= moment - NOW <= timedelta(hours=1)


def test_an_expired_payment_is_looked_at_for_late_money_and_then_no_more() -> None:
    seen, now = [], NOW
    while (moment := next_look("expired", looks=0, now=now, finished_at=NOW)) is not None:
        seen.append(moment - NOW)
        now = moment
    assert tuple(seen) == LATE_LOOKS
