from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from panjereh.kernel import clock
from panjereh.kernel.limits import (
    TooManyAttempts,
    count_attempt,
    count_growing,
    forget_old_attempts,
    give_back,
)

pytestmark = pytest.mark.django_db


def test_beyond_the_limit_it_says_when_it_may_be_tried_again() -> None:
    for _ in range(3):
        count_attempt("test", "a", most=3, seconds=86400)
    with pytest.raises(TooManyAttempts) as refused:
        count_attempt("test", "a", most=3, seconds=86400)
    assert 0 < refused.value.seconds <= 86400


def test_keys_and_kinds_are_counted_apart() -> None:
    count_attempt("test", "a", most=1, seconds=86400)
    count_attempt("test", "b", most=1, seconds=86400)
    count_attempt("other", "a", most=1, seconds=86400)


def test_what_is_refused_counts_for_the_used_up_keys_alone() -> None:
    day = 86400
    for _ in range(2):
        count_growing("test", {"own": ((2, day),), "shared": ((3, day),)})
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            count_growing("test", {"own": ((2, day),), "shared": ((3, day),)})
    count_growing("test", {"shared": ((3, day),)})
    with pytest.raises(TooManyAttempts):
        count_growing("test", {"shared": ((3, day),)})
    give_back("test", {})


def test_the_longest_wait_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {"a": ((1, 600), (1, 900))}
    for moment, longest in ((0, 900), (2690, 310)):
        monkeypatch.setattr(clock, "now", lambda at=moment: datetime.fromtimestamp(at, UTC))
        count_growing("test", keys)
        with pytest.raises(TooManyAttempts) as refused:
            count_growing("test", keys)
        assert refused.value.seconds == longest


def test_old_windows_are_forgotten() -> None:
    count_attempt("test", "a", most=1, seconds=60)
    assert forget_old_attempts(clock.now() - timedelta(days=1)) == 0
    assert forget_old_attempts(clock.now() + timedelta(days=1)) == 1
    count_attempt("test", "a", most=1, seconds=60)
