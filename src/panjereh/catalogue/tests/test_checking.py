"""The shipped service broken in one place each: every mistake gets its file, its line and its mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check, check_service
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.loading import Context, load_service
from panjereh.catalogue.folder.messages import MESSAGES
from panjereh.flow.model import Span

SERVICE, FORM, PROCESS = "service.yaml", "form.yaml", "process.yaml"


def line_of(text: str, piece: str) -> int:
    """The line on which a piece of text begins."""
    return text[: text.index(piece)].count("\n") + 1


def test_the_shipped_service_is_sound(bundle: Bundle, country: Country) -> None:
    found = check(bundle, Context("civil/residence-certificate", country))
    assert found.findings == ()
    assert found.version is not None


def test_a_service_is_read_into_types(bundle: Bundle, country: Country) -> None:
    service, findings = load_service(bundle, Context("civil/residence-certificate", country))
    assert findings == ()
    assert service is not None
    assert (service.id, service.assurance, service.limit) == (
        "civil/residence-certificate",
        2,
        Span(working_days=10),
    )
    assert service.conditions[4].applies_when is not None
    assert service.law["numbers_1376"].approved_on == "1997-05-07"
    assert service.known["applicant"].by is None
    assert service.stages["home"].limit == Span(days=30)
    assert service.outcome is not None
    assert service.outcome.valid == Span(months=6)
    assert service.letters["certificate"].layout == "certificate"


MISTAKES = [
    (SERVICE, "agency: civil-registry", "agency: civil-regstry", "agency_unknown"),
    (SERVICE, "agency: civil-registry", "agency: Civil Registry", "not_agency_id"),
    (SERVICE, "life_events: [moving_house,", "life_events: [moving_hous,", "life_event_unknown"),
    (SERVICE, "    law: registry_1355\n    evidence: [known.app", "    law: reg\n    evidence: [known.app", "law_unknown"),
    (SERVICE, "    law: registry_1355\n    evidence: [known.app", "    evidence: [known.app", "key_missing"),
    (SERVICE, "assurance: 2", "assurance: two", "wrong_type"),
    (SERVICE, "assurance: 2", "assurance: 9", "rule_maximum"),
    (SERVICE, "theme: residence", "theme: residense", "not_one_of"),
    (SERVICE, "limit: {within: 10wd", "limit: {within: 10 days", "not_span"),
    (SERVICE, "evidence: [known.applicant.status]", "evidence: [known.applicant.state]", "evidence_unknown"),
    (SERVICE, '"answers.home_postal_code != null"', '"answers.home_code != null"', "unknown_name"),
    (SERVICE, '"answers.home_postal_code != null"', '"answers.home_postal_code !="', "bad_expression"),
    (SERVICE, "    register: population", "    register: people", "register_unknown"),
    (SERVICE, "show: [national_id, name,", "show: [national_id, nick_name,", "register_field"),
    (SERVICE, "show: [national_id, name,", "show: [status, national_id, name,", "field_sealed"),
    (SERVICE, "  register: residence_certificates", "  register: nothing", "register_unknown"),
    (SERVICE, "public: [kind,", "public: [colour,", "public_unknown"),
    (SERVICE, "summary:", "sumary:", "key_unknown"),
    (SERVICE, "title: {fa: گواهی سکونت, en: Residence certificate}", "title: {fa: گواهی سکونت}", "language_missing"),
    (SERVICE, "en: Residence certificate}", "en: گواهی سکونت}", "english_persian"),
    (SERVICE, "title: {fa: گواهی سکونت,", "title: {fa: گواهي سکونت,", "letter_foreign"),
    (SERVICE, "title: {fa: گواهی سکونت,", "title: {fa: گواهـی سکونت,", "letter_stretched"),
    (SERVICE, "title: {fa: گواهی سکونت,", "title: {fa: a proof of address,", "persian_missing"),
    (SERVICE, "  4:\n    text:", "  zero:\n    text:", "not_condition_number"),
    (FORM, "type: choice\n        label: {fa: \"گواهی را", "type: chioce\n        label: {fa: \"گواهی را", "not_one_of"),
    (FORM, "        type: date", "        type: person\n        past: true", "not_past_without_date"),
    (FORM, "        type: date", "        type: date\n        oneself: true", "not_match_without_person"),
    (FORM, "        type: date", "        type: date\n        list: streets", "not_choices_without_choice"),
    (FORM, "        max: 120", "        max: many", "wrong_type"),
    (FORM, "        max: 120", "        max: 120\n        min: 200", "field_bounds"),
    (FORM, "      home_since:", "      home_postal_code:", "duplicate_key"),
    (FORM, "  - id: home_basis\n    fields:\n      home_basis:", "  - id: home_basis\n    fields:\n      purpose:", "field_twice"),
    (FORM, "  - id: recipient", "  - id: recipient\n    repeat: {max: 3, one: {fa: یک, en: one}}", "repeat_ask"),
    (FORM, "    ask: {fa: \"کجا زندگی می‌کنید؟\", en: \"Where do you live?\"}\n", "", "page_ask"),
    (PROCESS, "begin: details", "begin: detail", "begin_unknown"),
    (PROCESS, "who: {fetch: [applicant]", "who: {fetch: [aplicant]", "known_unknown"),
    (PROCESS, "check: registered", "check: registred", "table_missing"),
    (PROCESS, "review: residence_officer", "review: boss", "role_unknown"),
    (PROCESS, "ask: [purpose, recipient,", "ask: [purpos, recipient,", "page_unknown"),
    (PROCESS, "or_else: home\n", "or_else: hme\n", "unknown_target"),
    (PROCESS, "choices: {grant: granted,", "choices: {approve: granted,", "choice_label"),
    (PROCESS, "{issue: certificate}", "{issue: diploma}", "letter_unknown"),
    (PROCESS, "{register: residence_certificates}", "{register: shops}", "register_unknown"),
    (PROCESS, "{register: residence_certificates}, ", "{print: it}, ", "key_unknown"),
    (PROCESS, "refused: {end: refused,", "refused: {end: rejected,", "not_one_of"),
    (PROCESS, "within: P30D, late: lapsed", "late: lapsed", "late_without_limit"),
    (PROCESS, "home_judge: {check: home, next: review}", "home_judge: {next: review}", "not_verb"),
    (PROCESS, "home_judge: {check: home, next: review}", "home_judge: {check: home}", "key_needs"),
    (PROCESS, "says:\n  details:", "says:\n  detials:", "stage_unknown"),
    (PROCESS, "home_judge: {check: home, next: review}", "home_judge: {wait: x, next: review}", "verb_not_yet_run"),
    ("rules/registered.csv", "current,3,true", "curent,3,true", "bad_table"),
    ("rules/registered.csv", "current,3,true", "current,9,true", "check_number"),
    ("rules/registered.csv", "known.unit != null", "known.house != null", "unknown_name"),
    ("rules/registered.csv", "registered,C", "registered,F", "table_hit_policy"),
    ("letters/granted.fa.md", "{{ case.ref }}", "{{ case.number }}", "unknown_name"),
    ("letters/granted.fa.md", "{{ case.ref }}", "{{ case.ref ", "letter_place"),
    ("letters/granted.en.md", "Your residence certificate is", "<script>x</script> Your residence certificate is", "letter_html"),
    ("letters/granted.en.md", "Your residence certificate is", "{% include x %} Your residence certificate is", "letter_template"),
    ("letters/granted.en.md", "Your residence certificate is", "![x](http://a.b/c.png) Your residence certificate is", "letter_image"),
    ("letters/granted.en.md", "Your residence certificate is", "[pay here](http://a.b) Your residence certificate is", "letter_link"),
    ("letters/granted.en.md", "layout: message", "layout: poster", "not_one_of"),
    ("letters/granted.en.md", "layout: message", "layout: decision", "letter_layouts"),
    ("letters/granted.en.md", "---\ntitle", "title", "letter_head"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "key"), MISTAKES, ids=[f"{m[3]}-{n}" for n, m in enumerate(MISTAKES)]
)
def test_each_mistake_is_found_where_it_stands(
    checked: Callable[..., Any], bundle: Bundle, file: str, old: str, new: str, key: str
) -> None:
    findings = checked((file, old, new)).findings
    hits = [f for f in findings if f.key == key]
    assert hits, [(f.key, f.en) for f in findings]
    changed_line = line_of(bundle.text(file), old)
    if key not in ("begin_unknown", "stage_unknown"):
        files = {f.place.file for f in hits}
        assert file in files
        lines = [f.place.line for f in hits if f.place.file == file]
        assert any(changed_line - 4 <= line <= changed_line + 4 for line in lines), lines
    assert all(found.fa != found.en for found in hits)
    # No mistake drags foreign ones after it; a name that is gone is missed wherever it is read.
    others = [f for f in findings if f.key not in (key, "unknown_name")]
    assert len(others) <= 2, [(f.key, f.en) for f in findings]


def test_mistakes_of_every_kind_are_all_found_in_one_run(checked: Callable[..., Any]) -> None:
    changes = [
        (SERVICE, "life_events: [moving_house,", "life_events: [moving_hous,"),
        (SERVICE, "assurance: 2", "assurance: two"),
        (SERVICE, "    law: registry_1355\n    evidence: [known.app", "    evidence: [known.app"),
        (SERVICE, "show: [national_id, name,", "show: [status, national_id, name,"),
        (FORM, "        max: 120", "        max: 120\n        min: 200"),
        (FORM, "        type: date", "        type: datum"),
        (PROCESS, "who: {fetch: [applicant]", "who: {fetch: [aplicant]"),
        (PROCESS, "    limit: 5wd", "    limit: 5 days"),
        (PROCESS, "review: residence_officer", "review: boss"),
        ("rules/registered.csv", "current,3,true", "curent,3,true"),
        ("letters/granted.fa.md", "{{ case.ref }}", "{{ case.number }}"),
        ("letters/granted.en.md", "Your residence certificate is", "<b>x</b> is"),
    ]
    keys = [f.key for f in checked(*changes).findings if f.key != "known_unfetched"]
    expected = [
        "life_event_unknown", "wrong_type", "key_missing", "field_sealed", "field_bounds", "not_one_of",
        "known_unknown", "not_span", "role_unknown", "bad_table", "unknown_name", "letter_html",
    ]  # fmt: skip
    assert sorted(keys) == sorted(expected)


def test_an_unused_table_letter_and_page_are_found(bundle: Bundle, country: Country) -> None:
    files = dict(bundle.files)
    files["rules/spare.csv"] = files["rules/identity.csv"]
    files["letters/spare.fa.md"] = files["letters/granted.fa.md"]
    files["letters/spare.en.md"] = files["letters/granted.en.md"]
    process = files["process.yaml"].decode().replace("ask: [home, home_basis, ", "ask: [home, ")
    files["process.yaml"] = process.encode()
    found = check_service(Bundle.from_files(files), Context("civil/residence-certificate", country))
    assert {f.key for f in found} == {"table_unused", "letter_unused", "page_unasked"}


def test_a_letter_in_one_language_only_is_found(bundle: Bundle, country: Country) -> None:
    files = {name: content for name, content in bundle.files.items() if name != "letters/lapsed.en.md"}
    found = check_service(Bundle.from_files(files), Context("civil/residence-certificate", country))
    assert [(f.key, f.place.file) for f in found] == [("letter_language", "letters/lapsed.en.md")]


def test_condition_numbers_keep_their_meaning(
    bundle: Bundle, changed: Callable[..., Bundle], country: Country
) -> None:
    live, _ = load_service(bundle, Context("civil/residence-certificate", country))
    assert live is not None
    lost = changed((SERVICE, "  4:\n    text:", "  5:\n    text:"))

    def keys(made: Bundle, before: Any) -> set[str]:
        context = Context("civil/residence-certificate", country, before)
        return {f.key for f in check_service(made, context)} & {"condition_lost", "condition_retired"}

    assert keys(bundle, live) == set()
    assert keys(lost, live) == {"condition_lost"}
    retired = changed(
        (SERVICE, "  4:\n    text:", "  5:\n    text:"),
        (SERVICE, "limit: {within", "retired: [4]\nlimit: {within"),
    )
    assert keys(retired, live) == set()
    assert keys(bundle, replace(live, retired=(4,))) == {"condition_retired"}
    both = changed((SERVICE, "limit: {within", "retired: [4]\nlimit: {within"))
    assert keys(both, None) == {"condition_retired"}


def test_a_service_writes_only_into_registers_of_its_own_agency(
    checked: Callable[..., Any], country: Country, bundle: Bundle
) -> None:
    foreign = replace(country.registers["residence_certificates"], agency="police")
    other = replace(country, registers={**country.registers, "residence_certificates": foreign})
    assert checked().findings == ()
    found = check_service(bundle, Context("civil/residence-certificate", other))
    assert {f.key for f in found} == {"register_foreign"}


def test_an_appeal_goes_to_a_service_that_exists(changed: Callable[..., Bundle], country: Country) -> None:
    made = changed(
        (
            SERVICE,
            "retention:",
            "appeal: {service: civil/appeal, within: 20wd, overturned: review}\nretention:",
        )
    )

    def keys(services: frozenset[str] | None) -> list[str]:
        return [f.key for f in check_service(made, Context("a/b", country, None, services))]

    assert keys(None) == []
    assert keys(frozenset({"civil/appeal"})) == []
    assert keys(frozenset({"tax/appeal"})) == ["service_unknown"]


def test_an_empty_country_knows_nothing(bundle: Bundle) -> None:
    keys = {f.key for f in check_service(bundle, Context("a/b"))}
    assert {"agency_unknown", "register_unknown", "life_event_unknown"} <= keys


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: [*x, *x]\n",
        "!!python/object/apply:os.system ['id']\n",
        "[" * 5000,
        "title: {fa: x" + "x" * 60_000,
        "conditions:\n" + "".join(f"  {n}: {{}}\n" for n in range(1, 400)),
    ],
)
def test_hostile_yaml_is_refused_with_sentences(bundle: Bundle, country: Country, text: str) -> None:
    for file in (SERVICE, FORM, PROCESS):
        files = {**bundle.files, file: text.encode()}
        found = check_service(Bundle.from_files(files), Context("a/b", country))
        assert found
        assert all(f.fa and f.en for f in found)


def test_an_endless_rule_is_bounded(checked: Callable[..., Any]) -> None:
    heavy = '"count(for a in 1..9999999, b in 1..9999999 return a * b) > 1"'
    found = checked((SERVICE, '"answers.home_postal_code != null"', heavy))
    # It compiles (or is refused at once); run, it gives nothing and holds the case.
    assert all(f.key in ("bad_expression",) for f in found.findings)


def test_every_sentence_can_be_said_in_both_languages() -> None:
    for key, text in MESSAGES.items():
        assert text.fa, key
        assert text.en, key
        gaps = [set(_gaps(text.get(language))) for language in ("fa", "en")]
        assert gaps[0] == gaps[1], key


def _gaps(sentence: str) -> list[str]:
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(sentence) if name]
