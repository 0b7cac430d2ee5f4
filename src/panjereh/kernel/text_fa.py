"""Persian text: how it is stored, compared, sorted and counted.

Three levels that are never mixed: `clean` for every stored text, `fold` for search and comparison
(never shown), `digits_ascii` for identifiers, numbers and dates.
"""

from __future__ import annotations

import re
import unicodedata

ZWNJ = "\u200c"
ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
"""The 32 letters in the order of the dictionary, with آ before ا."""

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_ASCII = "0123456789"

_CLEAN = str.maketrans(
    {
        "\u064a": "ی",
        "\u0649": "ی",
        "\u0643": "ک",
        "\u06d5": "ه",
        "\u06c1": "ه",
        "\u06be": "ه",
        # Unicode normalisation leaves both spellings of heh with yeh above as they are.
        "\u06c0": "ه\u0654",
        "\u06c2": "ه\u0654",
        "\u0640": None,
        **dict(zip(_ARABIC, _PERSIAN, strict=True)),
    }
)
_FOLD = str.maketrans(
    {
        "\u064a": "ی",
        "\u0649": "ی",
        "ئ": "ی",
        "\u0643": "ک",
        "\u06d5": "ه",
        "\u06c1": "ه",
        "\u06be": "ه",
        "\u06c0": "ه",
        "\u06c2": "ه",
        "ة": "ه",
        "آ": "ا",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ء": None,
        "\u0640": None,
        "\u0670": None,
        **{chr(mark): None for mark in range(0x064B, 0x0660)},
        "٫": ".",
        "٬": None,
        "٪": "%",
        "،": " ",
        "؛": " ",
        "؟": " ",
        "۔": " ",
        **dict(zip(_PERSIAN + _ARABIC, _ASCII * 2, strict=True)),
    }
)
_DIGITS_ASCII = str.maketrans(
    {
        **dict(zip(_PERSIAN + _ARABIC, _ASCII * 2, strict=True)),
        "٫": ".",
        "٬": None,
        ",": None,
    }
)
_DIGITS_FA = str.maketrans(_ASCII + _ARABIC, _PERSIAN * 2)

# These letters never join the next one, so a half-space after them can't be seen.
_NEVER_JOIN = frozenset("اآأإٱدذرزژوؤءة")
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")

_SORT_FOLD = str.maketrans(
    {
        **dict.fromkeys("يىئ", "ی"),
        "\u0643": "ک",
        **dict.fromkeys("ةۀۂەہھ", "ه"),
        **dict.fromkeys("أإٱ", "ا"),
        "ؤ": "و",
        "ء": None,
        **dict.fromkeys("-_/", " "),
        **dict(zip(_PERSIAN + _ARABIC, _ASCII * 2, strict=True)),
    }
)
_SORT_RANK = {
    **{letter: chr(0xE000 + i) for i, letter in enumerate(ALPHABET)},
    **{chr(ord("a") + i): chr(0xE100 + i) for i in range(26)},
    **{digit: digit for digit in _ASCII},
    " ": " ",
}
_OTHER_SCRIPT = "\ue200"


def clean(text: str, *, lines: bool = False) -> str:
    """Return `text` as it may be stored: right letters, no control or direction marks, single blanks.

    Keeps half-spaces where they are seen, hamza, diacritics and Persian digits. With `lines`, line
    breaks stay (as `\\n`, at most one empty line in a row); otherwise they become blanks.
    """
    mapped = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_CLEAN)
    # Twice: a mark that was dropped may have stood between a letter and its accent.
    kept = unicodedata.normalize("NFC", "".join(_visible(character, lines) for character in mapped))
    if not lines:
        return _tidy(kept)
    rows = [_tidy(row) for row in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip("\n")


def _visible(character: str, lines: bool) -> str:
    if character == ZWNJ:
        return character
    if character in _BREAKS:
        return "\n" if lines and character not in "\t\v\f\x1c\x1d\x1e\x1f" else " "
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category in ("Cc", "Cf", "Cs") else character


def _tidy(line: str) -> str:
    line = re.sub(" +", " ", _tidy_half_spaces(line)).strip(" ")
    return unicodedata.normalize("NFC", line)


def _tidy_half_spaces(line: str) -> str:
    if ZWNJ not in line:
        return line
    parts = [part for part in line.split(ZWNJ) if part]
    tidy = parts[0] if parts else ""
    for part in parts[1:]:
        tidy += (ZWNJ if _ends_joining(tidy) and part[0].isalpha() else "") + part
    return tidy


def _ends_joining(text: str) -> bool:
    for character in reversed(text):
        if unicodedata.category(character) != "Mn":
            return character.isalpha() and character not in _NEVER_JOIN
    return False


def fold(text: str) -> str:
    """Return the form of `text` for search indexes and comparison of names; never shown.

    Half-spaces stay, for the stemmer needs them; `search_key` drops them.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return clean(clean(plain).translate(_FOLD))


def search_key(text: str) -> str:
    """Return the key under which «می شود», «میشود» and «می‌شود» are the same."""
    return fold(text).replace(ZWNJ, "").replace(" ", "")


def digits_ascii(text: str) -> str:
    """Return `text` with ASCII digits and `.`, without blanks, thousands separators and invisible marks.

    Check the result with an ASCII-only pattern: Python's `int` and `\\d` take digits of any script.
    """
    return "".join(c for c in clean(text).translate(_DIGITS_ASCII) if not c.isspace() and c != ZWNJ)


def digits_fa(text: object) -> str:
    """Return the text of a value with its digits in Persian; everything else stays."""
    return str(text).translate(_DIGITS_FA)


def isolate_ltr(text: str) -> str:
    """Wrap a left-to-right fragment for plain text messages (SMS, mail subject); do it after cleaning."""
    return f"\u2066{text}\u2069"


def sort_key(text: str) -> str:
    """Return the key to sort by, compared by code point (PostgreSQL: `COLLATE "C"`).

    Order: blanks, digits, Persian by the dictionary, Latin, other scripts; punctuation doesn't count.
    Persons are sorted by family name, then given name.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    plain = clean(plain).translate(_SORT_FOLD)
    return " ".join("".join(_rank(character) for character in plain).split())


def _rank(character: str) -> str:
    if character in _SORT_RANK:
        return _SORT_RANK[character]
    if unicodedata.category(character)[0] not in "LN":
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    return _SORT_RANK.get(base, _OTHER_SCRIPT + character)


def mask_name(name: str) -> str:
    """Return a name with only the first letter of each word: «م••• ح•••».

    Three dots always stand for the rest, so the length isn't told either.
    """
    return " ".join(f"{_first_letter(word)}•••" for word in clean(name).split(" ") if word)


def _first_letter(word: str) -> str:
    end = 1
    while end < len(word) and unicodedata.category(word[end]) == "Mn":
        end += 1
    return word[:end]
