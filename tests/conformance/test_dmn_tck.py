"""The DMN TCK judges our FEEL: folders 0064 to 0075 of compliance level 3.

The suite (Apache-2.0) stands outside of this tree; `PANJEREH_DMN_TCK` names its folder.
Cases that are known to fail stand in `dmn_tck_known.txt`, one `folder/case/node: reason` a line.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.conformance.tck import Verdict, run_folder

pytestmark = pytest.mark.conformance

_KNOWN = Path(__file__).with_name("dmn_tck_known.txt")
_FOLDERS = range(64, 76)
_CASES = 777  # fewer would mean that the reader skips some


def _suite() -> Path:
    named = os.environ.get("PANJEREH_DMN_TCK", "")
    if not named:
        warnings.warn("PANJEREH_DMN_TCK is not set: FEEL was NOT judged by the DMN TCK", stacklevel=1)
        pytest.skip("set PANJEREH_DMN_TCK to the folder of the DMN TCK")
    return Path(named)


def known_failures() -> dict[str, str]:
    """Keys of cases that are known to fail, with the reason of each."""
    lines = (line.strip() for line in _KNOWN.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {key: reason for key, _, reason in pairs}


@cache
def _verdicts(suite: Path) -> tuple[Verdict, ...]:
    level = suite / "compliance-level-3"
    folders = [folder for number in _FOLDERS for folder in sorted(level.glob(f"{number:04d}-*"))]
    return tuple(verdict for folder in folders for verdict in run_folder(folder))


def test_the_suite_is_there_whole() -> None:
    assert len(_verdicts(_suite())) == _CASES


def test_no_case_fails_that_is_not_known_to() -> None:
    failed = {verdict.key: verdict.found for verdict in _verdicts(_suite()) if not verdict.passed}
    new = {key: found for key, found in failed.items() if key not in known_failures()}
    assert not new


def test_no_case_passes_that_is_known_to_fail() -> None:
    passed = {verdict.key for verdict in _verdicts(_suite()) if verdict.passed}
    assert not passed & known_failures().keys()


def test_every_known_failure_has_a_reason_and_a_case() -> None:
    keys = {verdict.key for verdict in _verdicts(_suite())}
    for key, reason in known_failures().items():
        assert key in keys
        assert len(reason) > 10


@pytest.mark.parametrize("expects_null", [True, False], ids=["null expected", "value expected"])
def test_pass_rate(expects_null: bool, record_property: Callable[[str, object], None]) -> None:
    """Counted apart: an engine that always answers null would pass every case that expects it."""
    verdicts = [verdict for verdict in _verdicts(_suite()) if verdict.expects_null is expects_null]
    passed = sum(verdict.passed for verdict in verdicts)
    record_property("passed", f"{passed} of {len(verdicts)}")
    print(f"{'null' if expects_null else 'value'} expected: {passed} of {len(verdicts)}")
    assert verdicts
    assert passed >= len(verdicts) - len(known_failures())
