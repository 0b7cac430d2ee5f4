"""A folder with ten different mistakes gets ten messages, each at its line and with its cure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.folder.messages import MESSAGES
from panjereh.flow.findings import Finding
from panjereh.flow.letters.sentences import LETTERS
from panjereh.flow.sentences import FINDINGS

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "tests" / "folders" / "ten-mistakes"

# file, what stands on the line of the mistake, key, what to write instead in English and in Persian
MISTAKES = [
    ("form.yaml", "type: dropdown", "not_one_of", "Did you mean “choice”?", "شاید «choice»؟"),
    ("letters/certificate.fa.md", "applicant.surname", "unknown_name", "family_name", "family_name"),
    ("letters/granted.en.md", "*case*", "letter_em", "write **strong text**", "**متن پررنگ** بنویسید"),
    ("process.yaml", "case.unmet == []", "bad_expression", "Expected: =.", "انتظار می‌رفت: =."),
    ("process.yaml", "go: refusd", "unknown_target", "Did you mean “refused”?", "شاید «refused»؟"),
    ("rules/alive.csv", "dead,1,false", "bad_table", "Expected: alive or deceased", "alive یا deceased"),
    ("service.yaml", "sumary:", "key_unknown", "Did you mean “summary”?", "شاید «summary»؟"),
    ("service.yaml", "cure:", "language_missing", "write both: {fa: …, en: …}", "هر دو را بنویسید"),
    ("service.yaml", "within: 3 days", "not_span", "write 10wd for working days", "برای روز کاری 10wd"),
    (
        "service.yaml",
        "register: persons",
        "register_unknown",
        "Write one of: addresses, deeds, ",
        "population",
    ),
]


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    country: Country = load_country(ROOT / "samples")[0]
    return check(Bundle.from_directory(FOLDER), Context("civil/life-certificate", country)).findings


def test_ten_mistakes_get_ten_messages(found: tuple[Finding, ...]) -> None:
    assert [(f.place.file, f.key) for f in found] == [(file, key) for file, _, key, _, _ in MISTAKES]


@pytest.mark.parametrize("number", range(10), ids=[m[2] for m in MISTAKES])
def test_each_stands_at_its_line_and_says_what_to_write(found: tuple[Finding, ...], number: int) -> None:
    file, written, key, en, fa = MISTAKES[number]
    finding = found[number]
    lines = (FOLDER / file).read_text("utf-8").splitlines()
    assert finding.key == key
    assert written in lines[finding.place.line - 1]
    assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
    assert en in finding.en
    assert fa in finding.fa
    assert finding.fa != finding.en


TABLES = {**MESSAGES, **FINDINGS, **LETTERS}
CURE = re.compile(
    r"\b(write|remove|delete|save|shorten|split|change|correct|give|name|put|add|allow|mend|look|use|rename"
    r"|make|move|choose|begin|keep|check|flatten|quote|publish|take|leave|fewer|lower|ask)\b|needs|need ",
    re.IGNORECASE,
)
# What is wrong and what to do stands in the part that comes from elsewhere.
HANDED_ON = re.compile(r"\{(problem|fault|reason)\}")


@pytest.mark.parametrize("key", sorted(TABLES))
def test_every_message_says_what_to_do(key: str) -> None:
    text = TABLES[key]
    if not HANDED_ON.search(text.en) and key != "letter_image":
        assert CURE.search(text.en), text.en
    assert set(re.findall(r"(?<!\{)\{(\w+)\}", text.fa)) == set(re.findall(r"(?<!\{)\{(\w+)\}", text.en)), key
    assert re.search("[؀-ۿ]", text.fa)
    assert not re.search("[؀-ۿ]", text.en.replace("؟", ""))
    assert "لطفاً" not in text.fa
    assert "please" not in text.en.lower()
