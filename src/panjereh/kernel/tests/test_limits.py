from __future__ import annotations

from datetime import timedelta

import pytest

from panjereh.kernel import clock
from panjereh.kernel.limits import TooManyAttempts, count_attempt, forget_old_attempts

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


def test_old_windows_are_forgotten() -> None:
    count_attempt("test", "a", most=1, seconds=60)
    assert forget_old_attempts(clock.now() - timedelta(days=1)) == 0
    assert forget_old_attempts(clock.now() + timedelta(days=1)) == 1
    count_attempt("test", "a", most=1, seconds=60)
