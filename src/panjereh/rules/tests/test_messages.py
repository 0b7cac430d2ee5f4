from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from panjereh.rules import messages

_ROOM = Path(messages.__file__).parent
_CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in _ROOM.rglob("*.py")
    if "tests" not in path.parts[-2:-1] and path.name not in ("messages.py", "table_sentences.py")
)


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


class _Anything(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


@pytest.mark.parametrize("key", sorted(messages.keys()))
def test_every_sentence_stands_in_both_languages(key: str) -> None:
    persian, english = messages._SENTENCES[key]
    assert _fields(persian) == _fields(english)
    assert re.search("[آ-ی]", persian)
    assert not re.search("[يكﻻ]", persian)
    assert not re.search("[آ-ی]", english)
    assert "please" not in english.lower()
    assert "لطفا" not in persian


@pytest.mark.parametrize("key", sorted(messages.keys()))
def test_every_sentence_is_used(key: str) -> None:
    made = any(key.startswith(start) for start in ("limit_", "conflict_"))
    assert made or f'"{key}"' in _CODE


@pytest.mark.parametrize("language", ["fa", "en"])
def test_choices_read_well(language: str) -> None:
    either = " or " if language == "en" else " یا "
    assert messages.choice(("then",), language) == "then"
    assert messages.choice(("a", "b"), language) == f"a{either}b"
    assert messages.choice(("a", "b", "end"), language).count(either) == 1


def test_a_shown_text_is_short_and_printable() -> None:
    assert messages.shortened("a\x00b\u202ec\n d") == r"a\x00b\u202ec d"
    assert messages.shortened("می‌شود") == "می‌شود"
    assert len(messages.shortened("x" * 1000)) == 60
    assert messages.shortened("\ud800") == r"\ud800"


def test_every_key_that_the_code_says_has_its_sentence() -> None:
    said = set(
        re.findall(r'(?:FeelError|\.note|\.error|\._find|Finding|self\.refuse)\(\s*"([a-z_]+)", ', _CODE)
    )
    stopped = {f"limit_{key}" for key in re.findall(r'LimitExceeded\("([a-z_]+)"', _CODE)}
    assert len(said) > 40
    assert len(stopped) > 8
    assert said | stopped <= messages.keys()
