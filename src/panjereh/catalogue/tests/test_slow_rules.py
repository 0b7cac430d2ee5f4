"""Rules that would never end are bounded, when they are proved and when cases run through them."""

from __future__ import annotations

import threading
import time
from uuid import uuid4

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.folders.spoiled import COUNTRY, GOOD, SERVICE, checked, keys, quoted, with_file, within

from panjereh.cases.models import Case
from panjereh.catalogue.actions import FolderRefused, publish_service
from panjereh.catalogue.examples import prove_by_examples
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.models import ServiceVersion
from panjereh.catalogue.queries import ServiceUnknown, live_version
from panjereh.config.testing.jobs import do_jobs
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.rules import LimitExceeded, compile_expression

DOUBLING = "for i in 1..60 return [partial, partial]"
# FEEL that never ends, or nearly: each alone would cost minutes, gigabytes or the stack.
ENDLESS = {
    "a list of ten million": "count(for i in 1..10000000 return i) > 0",
    "loops in loops": "count(for a in 1..9999 return count(for b in 1..9999 return a * b)) > 0",
    "every of ten million": "every x in 1..10000000 satisfies x > 0",
    "a function that calls itself": "{f: function(x) f(x), y: f(1)}.y = 1",
    "a function that is given itself": "(function(x) x(x))(function(x) x(x)) = 1",
    "doubling lists": f"string({DOUBLING}) = \"\"",
    "doubling lists, compared": f"({DOUBLING}) = ({DOUBLING})",
    "a huge power": "10**100000 > 0",
    "a tower of powers": "9**9**9**9 > 0",
    "a long text": "string length(string join(for i in 1..10000 return \"aaaaaaaaaaaaaaaaaaaa\", \"b\")) > 0",
    "a bad pattern": "matches(\"" + "a" * 4000 + "!\", \"(a+)+$\")",
    "a far date": "date(\"2026-01-01\") + duration(\"P999999999Y\") > date(\"2026-01-01\")",
}  # fmt: skip

SLOW = "count(for a in 1..9999 return count(for b in 1..9999 return a * b)) > 0"
TABLE_HEAD = "alive,C,,\nin,out,out\nknown.applicant.status,condition,met\nalive|deceased,number,boolean\n"
WHO = (
    "who: {name: ز, family_name: ن, born: 1960-01-01, gender: female, status: alive}\n"
    "answers: {purpose: pension}\n"
)


# rules that cost too much


@pytest.mark.parametrize("expression", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_rule_is_bounded_when_it_is_proved(expression: str) -> None:
    process = GOOD["process.yaml"].replace('"case.unmet = []"', quoted(expression))
    made = with_file("process.yaml", process)
    with within(10):
        result = checked(made)
        assert result.version is not None
        prove_by_examples(made, result.version, COUNTRY)


def test_expressions_that_are_too_long_or_too_deep_are_refused() -> None:
    deep = ("(" * 5000 + "1" + ")" * 5000, "[" * 5000 + "]" * 5000, "-" * 5000 + "1", "1+" * 9000 + "1 = 1")
    for expression in deep:
        process = GOOD["process.yaml"].replace('"case.unmet = []"', quoted(expression))
        with within(5):
            checked(with_file("process.yaml", process))
    too_long = GOOD["process.yaml"].replace('"case.unmet = []"', quoted("1 = " + "1" * 20_001))
    assert keys(with_file("process.yaml", too_long)) & {"bad_expression", "not_feel"}


def test_a_folder_full_of_slow_tests_and_examples_is_given_up() -> None:
    table = TABLE_HEAD + f'-,1,"{SLOW}"\n'
    tests = "known.applicant.status,condition,met\n" + "alive,[1],[true]\n" * 5000
    examples = "---\n".join(f"name: {n}\n{WHO}" for n in range(100))
    made = Bundle.from_files(
        {n: t.encode() for n, t in GOOD.items()}
        | {"rules/alive.csv": table.encode(), "rules/alive.tests.csv": tests.encode()}
        | {f"examples/e{n}.yaml": examples.encode() for n in range(50)}
    )
    result = checked(made)
    assert result.version is not None
    with within(12):
        found = {f.key: f for f in prove_by_examples(made, result.version, COUNTRY, seconds=5).findings}
    assert "examples_too_slow" in found
    assert any("take too long" in f.en for f in found.values())


def test_years_of_waiting_in_an_example_are_bounded() -> None:
    steps = "steps:\n" + "  - after: P3Y\n" * 60
    example = f"name: waits\n{WHO}registers: {{population: silent}}\n"
    made = with_file("examples/cases.yaml", "---\n".join([example + steps] * 50))
    result = checked(made)
    assert result.version is not None
    with within(12):
        found = prove_by_examples(made, result.version, COUNTRY, seconds=5).findings
    assert {f.key for f in found} & {"examples_too_slow", "example_too_long"}


def test_huge_tables_are_bounded() -> None:
    rows = "".join(f'-,1,known.applicant.status = "x{n}"\n' for n in range(1900))
    table = TABLE_HEAD + rows
    with within(10):
        checked(with_file("rules/alive.csv", table))
    many = table + "-,1,true\n" * 200
    assert "bad_table" in keys(with_file("rules/alive.csv", many))
    with within(10):
        assert "bad_table" in keys(with_file("rules/alive.csv", '"' * 200_001))
        assert "bad_table" in keys(with_file("rules/alive.csv", "," * 200_000))
        assert "bad_table" in keys(with_file("rules/alive.csv", "a,C\n" + "\n" * 200_000))


# in the house: what was published runs slowly


@pytest.fixture
def house(settled_country: None) -> None:
    """The sample country with its shipped services, in demonstration mode."""


def publish(made: Bundle) -> None:
    act = act_of_number("9990000077", clock.today())
    with acting(act):
        assert publish_service(act, SERVICE, made, alone=True).live


def put_live(made: Bundle) -> None:
    """What the proof would have refused, as if it had gone live all the same."""
    person = act_of_number("9990000077", clock.today()).human
    ServiceVersion(
        service=SERVICE,
        number=1,
        agency="civil-registry",
        bundle=made.to_bytes(),
        sha256=bytes.fromhex(made.sha256),
        proposed_by=person,
        proposed_at=clock.now(),
        approved_by=person,
        approved_at=clock.now(),
        alone=True,
    ).save(force_insert=True)


def apply(name: str) -> tuple[Client, str]:
    client = Client(HTTP_HOST="localhost")
    assert client.post(f"/fa/sign-in/as/{name}/").status_code == 302
    ref = client.post(f"/fa/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"].split("/")[3]
    assert client.post(f"/fa/cases/{ref}/questions/purpose/", {"purpose": "pension"}).status_code == 302
    return client, ref


def row(ref: str) -> Case:
    with acting(machine_act("test")):
        return Case.objects.get(ref=ref)


# In the examples the applicant was born long ago; Maryam of the sample country was not.
SLOW_FOR_SOME = f'if known.applicant.birth_date < date("1960-01-01") then true else {SLOW}'


def slow_table() -> Bundle:
    cell = SLOW_FOR_SOME.replace('"', '""')
    table = GOOD["rules/alive.csv"].replace("alive,1,true,", f'alive,1,"{cell}",')
    tests = (
        "known.applicant.status,known.applicant.birth_date,condition,met\n"
        'alive,"date(""1951-01-01"")",[1],[true]\n'
        "deceased,,[1],[false]\n"
    )
    return Bundle.from_files(
        {n: t.encode() for n, t in GOOD.items()}
        | {"rules/alive.csv": table.encode(), "rules/alive.tests.csv": tests.encode()}
    )


@pytest.mark.usefixtures("house")
def test_a_hostile_folder_leaves_nothing_behind() -> None:
    act = act_of_number("9990000077", clock.today())
    with acting(act), within(30), pytest.raises(FolderRefused):
        publish_service(act, SERVICE, with_file("form.yaml", "a: &a [x, x]\nb: [*a, *a]\n"), alone=True)
    with pytest.raises(ServiceUnknown):
        live_version(SERVICE)


@pytest.mark.usefixtures("house")
def test_a_rule_that_is_slow_at_run_time_holds_the_case_and_the_house_goes_on() -> None:
    publish(slow_table())
    client, ref = apply("maryam")
    with within(4):
        assert client.post(f"/fa/cases/{ref}/check/").status_code == 302
    held = row(ref)
    assert (held.status, held.state["reason"]) == ("held", "table_failed:alive")
    assert client.get(f"/fa/cases/{ref}/").status_code == 200
    officer = Client(HTTP_HOST="localhost")
    officer.post("/fa/sign-in/as/niloufar/")
    assert ref in officer.get("/fa/desk/").content.decode()
    assert officer.get(f"/fa/desk/{ref}/").status_code == 200
    officer.post(f"/fa/desk/{ref}/take/")
    assert officer.post(f"/fa/desk/{ref}/decide/", {"choice": "granted"}).status_code == 302
    do_jobs()
    assert row(ref).state["outcome"] == "granted"


@pytest.mark.usefixtures("house")
def test_hundreds_of_slow_ways_share_two_seconds() -> None:
    ways = f"      - when: {quoted(SLOW_FOR_SOME)}\n        go: granted\n" * 200
    process = GOOD["process.yaml"].replace("    next:\n", "    next:\n" + ways, 1)
    made = with_file("process.yaml", process)
    result = checked(made)
    assert result.version is not None
    put_live(made)
    client, ref = apply("maryam")
    with within(6):
        client.post(f"/fa/cases/{ref}/check/")
    assert (row(ref).status, row(ref).state["reason"]) == ("held", "undecided_way:judge")


@pytest.mark.usefixtures("house")
def test_slow_pages_are_asked_and_not_waited_for() -> None:
    pages = "".join(
        f"  - id: p{n}\n    when: {quoted(SLOW_FOR_SOME.replace('known.applicant.birth_date', 'today'))}\n"
        f"    fields:\n      f{n}: {{type: text, required: false, label: {{fa: نام, en: Name}}}}\n"
        for n in range(55)
    )
    made = with_file("form.yaml", GOOD["form.yaml"] + pages)
    assert checked(made).version is not None
    put_live(made)
    client, ref = apply("maryam")
    with within(5):
        assert client.get(f"/fa/cases/{ref}/questions/p0/").status_code == 200


@pytest.mark.usefixtures("house")
def test_a_letter_that_is_slow_waits_for_staff_and_other_jobs_are_done() -> None:
    place = f'{{{{ if today < date("2020-01-01") then 1 else {SLOW} }}}}'
    slow = GOOD["letters/certificate.fa.md"] + f"\n{place}\n"
    made = with_file("letters/certificate.fa.md", slow)
    result = checked(made)
    assert result.version is not None
    found = prove_by_examples(made, result.version, COUNTRY).findings
    assert "example_letter" in {f.key for f in found}, "publishing finds it"
    put_live(made)
    client, ref = apply("maryam")
    client.post(f"/fa/cases/{ref}/check/")
    other, other_ref = _residence("zahra")
    with within(20):
        do_jobs()
    assert row(ref).status == "finishing"
    assert row(other_ref).state["outcome"] == "granted"
    waiting = ProcrastinateJob.objects.filter(task_name="cases.effects", status="todo")
    assert waiting.exists(), "it is tried again"
    assert client.get(f"/fa/cases/{ref}/").status_code == 200
    assert other.get("/fa/").status_code == 200


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("typed", ["🏠 مدرسه", "日本大使館", "✓"])
def test_what_no_document_can_write_is_told_when_it_is_typed(typed: str) -> None:
    """Otherwise the certificate could never be made, and the case would wait for ever."""
    client, ref = _begin_residence("maryam")
    told = client.post(f"/fa/cases/{ref}/questions/recipient/", {"recipient": typed})
    assert told.status_code == 422
    assert "در سندها نوشته نمی‌شود" in told.content.decode()
    _finish_residence(client, ref, "مدرسهٔ ۵۰٪ École № ۳")
    do_jobs()
    assert row(ref).state["outcome"] == "granted"
    assert row(ref).status == "ended"


def _residence(name: str) -> tuple[Client, str]:
    client, ref = _begin_residence(name)
    _finish_residence(client, ref, "")
    return client, ref


def _begin_residence(name: str) -> tuple[Client, str]:
    client = Client(HTTP_HOST="localhost")
    client.post(f"/fa/sign-in/as/{name}/")
    start = client.post("/fa/cases/start/civil/residence-certificate/", {"key": str(uuid4())})
    return client, start["Location"].split("/")[3]


def _finish_residence(client: Client, ref: str, recipient: str) -> None:
    for page, value in {"purpose": "school", "recipient": recipient, "certificate_language": "fa"}.items():
        client.post(f"/fa/cases/{ref}/questions/{page}/", {page: value})
    client.post(f"/fa/cases/{ref}/check/")


@pytest.mark.usefixtures("house")
def test_texts_with_markup_are_shown_as_text() -> None:
    evil = '"<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"'
    service = GOOD["service.yaml"].replace("en: Life certificate}", f"en: {evil}}}")
    form = GOOD["form.yaml"].replace('en: "What do you need the certificate for?"', f"en: {evil}")
    process = GOOD["process.yaml"].replace('en: "You say what the certificate is for"', f"en: {evil}")
    publish(Bundle.from_files(
        {n: t.encode() for n, t in GOOD.items()}
        | {"service.yaml": service.encode(), "form.yaml": form.encode(), "process.yaml": process.encode()}
    ))  # fmt: skip
    client = Client(HTTP_HOST="localhost")
    client.post("/fa/sign-in/as/maryam/")
    ref = client.post(f"/en/cases/start/{SERVICE}/", {"key": str(uuid4())})["Location"].split("/")[3]
    service = f"/en/services/{SERVICE}/"
    for address in ("/en/services/", service, f"/en/cases/{ref}/questions/purpose/", "/en/cases/"):
        page = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in page, address
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{7*7}}" in page


def test_other_requests_are_answered_while_a_slow_rule_runs() -> None:
    """The limits hold in threads too: a slow rule gives the processor back within its quarter of a second."""
    expression = compile_expression(SLOW)
    ended: list[float] = []

    def run() -> None:
        began = time.monotonic()
        with pytest.raises(LimitExceeded):
            expression.evaluate({})
        ended.append(time.monotonic() - began)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 4
    assert max(ended) < 4
