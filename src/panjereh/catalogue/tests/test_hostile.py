"""Folders that want to do harm are refused or bounded within seconds; so are rules that are slow later."""

from __future__ import annotations

import io
import os
import socket
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.architecture.samples_of_documents import first_service

from panjereh.cases.models import Case
from panjereh.catalogue.actions import FolderRefused, publish_service
from panjereh.catalogue.examples import prove_by_examples
from panjereh.catalogue.folder import bundle as packing
from panjereh.catalogue.folder.bundle import FILE_BYTES, TOTAL_BYTES, Bundle, BundleRefused
from panjereh.catalogue.folder.checking import MOST, Checked, check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.models import ServiceVersion
from panjereh.catalogue.queries import ServiceUnknown, live_version
from panjereh.config.seed import seed_country
from panjereh.config.testing.jobs import do_jobs
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place
from panjereh.identity.queries import act_of_number
from panjereh.kernel import clock
from panjereh.kernel.act import machine_act
from panjereh.kernel.wall import acting
from panjereh.rules import LimitExceeded, compile_expression

SAMPLES = Path(__file__).parents[4] / "samples"
SERVICE = "civil/life-certificate"
GOOD = {name: content.decode() for name, content in first_service().items()}
COUNTRY: Country = load_country(SAMPLES)[0]

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


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def with_file(name: str, text: str) -> Bundle:
    return Bundle.from_files({n: t.encode() for n, t in GOOD.items()} | {name: text.encode()})


def checked(made: Bundle) -> Checked:
    return check(made, Context(SERVICE, COUNTRY))


def keys(made: Bundle) -> set[str]:
    return {f.key for f in checked(made).findings}


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def refused_keys(path: Path) -> set[str]:
    with pytest.raises(BundleRefused) as refused:
        Bundle.from_directory(path)
    return {f.key for f in refused.value.findings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "life-certificate"
    for name, text in GOOD.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return path


def test_the_folder_that_is_spoiled_here_is_good(folder: Path) -> None:
    assert checked(Bundle.from_directory(folder)).findings == ()


# the folder itself


def test_links_lead_nowhere(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: x\nlayout: message\n---\nsecret\n")
    (folder / "letters" / "stolen.fa.md").symlink_to(secret)
    (folder / "rules" / "up.csv").symlink_to("../../../../etc/passwd")
    (folder / "more").symlink_to(tmp_path, target_is_directory=True)
    assert refused_keys(folder) == {"link"}
    linked = tmp_path / "linked"
    linked.symlink_to(folder, target_is_directory=True)
    assert refused_keys(linked) == {"not_a_folder"}


def test_a_known_folder_may_not_be_a_link(folder: Path, tmp_path: Path) -> None:
    (folder / "examples").rename(tmp_path / "examples")
    (folder / "examples").symlink_to(tmp_path / "examples", target_is_directory=True)
    assert "link" in refused_keys(folder)


def test_special_files_are_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "rules" / "pipe.csv")
    server = socket.socket(socket.AF_UNIX)
    home = Path.cwd()
    os.chdir(folder)  # a socket's path is short
    try:
        server.bind("letters/s.fa.md")
    finally:
        os.chdir(home)
        server.close()
    with within(2):
        assert refused_keys(folder) == {"special_file"}


def test_a_file_that_becomes_a_pipe_while_it_is_read_hangs_nobody(folder: Path) -> None:
    """Open never blocks, whatever stands at the name by then."""
    (folder / "form.yaml").unlink()
    os.mkfifo(folder / "form.yaml")
    findings: list[Finding] = []
    with within(2):
        assert packing._content(folder / "form.yaml", Place("form.yaml"), findings) is None
    assert [f.key for f in findings] == ["special_file"]


def test_a_hundred_megabytes_are_not_read(folder: Path) -> None:
    with (folder / "rules" / "alive.csv").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with within(2):
        assert refused_keys(folder) == {"file_too_large"}


def test_many_files_and_much_text_are_refused(folder: Path) -> None:
    for number in range(1000):
        (folder / "rules" / f"t{number}.csv").write_bytes(b"x")
    with within(2):
        assert "too_many_files" in refused_keys(folder)
    for number in range(1000):
        (folder / "rules" / f"t{number}.csv").unlink()
    for number in range(TOTAL_BYTES // FILE_BYTES + 1):
        (folder / "rules" / f"t{number}.csv").write_bytes(b"x" * FILE_BYTES)
    assert refused_keys(folder) == {"bundle_too_large"}


def test_a_deep_tree_is_not_walked(folder: Path) -> None:
    deep = folder / "rules"
    for _ in range(500):
        deep = deep / "d"
    deep.mkdir(parents=True)
    with within(2):
        assert refused_keys(folder) == {"foreign_folder"}


@pytest.mark.parametrize(
    "name",
    [
        b"rules/\xff\xfe.csv",
        b"rules/a\nb.csv",
        b"rules/\x1b[31mred.csv",
        "rules/\u202egnp.csv".encode(),
        b"rules/CON.csv",
        b"rules/a.csv.sh",
        b"rules/" + b"a" * 200 + b".csv",
        b".env",
        b"service.yml",
    ],
)
def test_foreign_names_are_shown_without_harm(folder: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    with pytest.raises(BundleRefused) as refused:
        Bundle.from_directory(folder)
    (finding,) = refused.value.findings
    assert finding.key == "foreign_file"
    shown = finding.place.file
    assert shown.encode("utf-8").decode().isprintable()
    assert len(shown) <= 80


@pytest.mark.parametrize(
    "name",
    ["../service.yaml", "/etc/passwd", "rules/../../x.csv", "rules\\x.csv", "./form.yaml", "rules//a.csv"],
)
def test_names_that_climb_are_refused_in_folders_and_archives(name: str) -> None:
    files = {n: t.encode() for n, t in GOOD.items()}
    with pytest.raises(BundleRefused) as refused:
        Bundle.from_files({**files, name: b"x"})
    assert {f.key for f in refused.value.findings} == {"foreign_file"}
    with pytest.raises(BundleRefused):
        Bundle.from_bytes(archive({**files, name: b"x"}))


def archive(files: dict[str, bytes], kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.type, member.linkname = len(content), kind, link
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def test_archives_of_others_are_refused() -> None:
    files = {n: t.encode() for n, t in GOOD.items()}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("form.yaml"))
    for data in (
        archive({**files, "rules/a.csv": b""}, tarfile.SYMTYPE, "/etc/passwd"),
        archive({"service.yaml": b""}, tarfile.LNKTYPE, "/etc/passwd"),
        archive({"service.yaml": b""}, tarfile.CHRTYPE),
        archive(files),  # the right files, but not the canonical bytes
        packed.getvalue(),
        b"",
        b"\0" * 10240,
        b"PK\x03\x04" + b"\0" * 100,
        os.urandom(4096),
    ):
        with within(2), pytest.raises(BundleRefused):
            Bundle.from_bytes(data)
    huge = tarfile.TarInfo("service.yaml")
    huge.size = 10**12  # a header that promises a terabyte
    with pytest.raises(BundleRefused):
        Bundle.from_bytes(huge.tobuf(tarfile.GNU_FORMAT) + b"\0" * 1024)


# YAML


BOMB = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (BOMB, "yaml_anchor"),
        ("title: !!python/object/apply:os.system [id]\n", "yaml_tag"),
        ("title: !include /etc/passwd\n", "yaml_tag"),
        ("<<: *base\n", "yaml_alias"),
        ("%TAG ! tag:x,2000:\n---\ntitle: x\n", "yaml_directive"),
        ("title: x\ntitle: y\n", "duplicate_key"),
        ("[" * 100_000, "too_deep"),
        ("{" * 100_000, "key_not_text"),
        ("- " * 100_000, "too_deep"),
        ("? " * 100_000, "key_not_text"),
        ("".join(f"k{n}: v\n" for n in range(20_000)), "too_many_nodes"),
        ("---\n" * 60_000, "too_many_documents"),
        ('title: "\\x1b[2J"\n', "control_character"),
        ('title: "\\u202Egnp.exe"\n', "control_character"),
        ('"\\u202Ea": b\n', "control_character"),
        ("!" * 200_000, "yaml_tag"),
        ("a: !<" + "x" * 200_000 + "> b", "yaml_tag"),
        ("'" * 200_001, "yaml_syntax"),
    ],
)
def test_yaml_tricks_are_refused_within_seconds(text: str, key: str) -> None:
    with within(8):
        found = checked(with_file("service.yaml", text)).findings
    assert key in {f.key for f in found}
    assert all(len(f.fa) < 2000 and len(f.en) < 2000 for f in found)


def test_words_stay_words() -> None:
    """No Norway problem: what looks like a truth value, a number or a time is the text that was written."""
    for word in ("no", "NO", "on", "y", "~", "null", "1.10", "0o7", "12:30:45", "2024-01-01", "1e3", ".inf"):
        text = GOOD["service.yaml"].replace("title: {fa: گواهی حیات, en: Life certificate}",
                                            f"title: {{fa: گواهی حیات, en: {word}}}")  # fmt: skip
        version = checked(with_file("service.yaml", text)).version
        assert version is not None, word
        assert version.service.title.en == word


def test_thousands_of_mistakes_are_told_briefly() -> None:
    text = GOOD["service.yaml"] + "".join(f"kez{n}: v\n" for n in range(4000))
    with within(10):
        found = checked(with_file("service.yaml", text)).findings
    assert len(found) == MOST + 1
    assert found[-1].key == "more_findings"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_gets_findings_and_never_an_error(name: str, data: st.DataObject) -> None:
    text = GOOD[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.text(st.sampled_from(" \n\t:-{}[]\",'#&*!|>%@`aب۱0"), max_size=12))
    try:
        made = with_file(name, text[:start] + put + text[end:])
    except BundleRefused:
        return
    result = checked(made)
    for finding in result.findings:
        assert finding.fa
        assert finding.en
    if result.version is not None and not result.findings:
        prove_by_examples(made, result.version, COUNTRY, seconds=5)


# code and markup in texts


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("{% for x in y %}", "letter_template"),
        ("{# note #}", "letter_template"),
        ("<script>alert(1)</script>", "letter_html"),
        ("[click](https://example.com)", "letter_link"),
        ("![x](http://example.com/track.png)", "letter_image"),
        ("<https://example.com>", "letter_link"),
        ("خانه 🏠", "letter_glyph"),
        ("{{ __import__('os') }}", "bad_expression"),
        ("{{ settings.SECRET_KEY }}", "unknown_name"),
        ("{{ case.__class__ }}", "unknown_name"),
        ("{{ answers.purpose", "letter_place"),
        ("{{ {{ answers.purpose }} }}", "bad_expression"),
        ("{{ function(x) external {java: {class: \"java.lang.Runtime\"}} }}", "bad_expression"),
    ],
)  # fmt: skip
def test_code_in_letters_is_refused(body: str, key: str) -> None:
    head = "---\ntitle: خبر\nlayout: message\n---\n"
    assert key in keys(with_file("letters/granted.fa.md", head + body + "\n"))


def test_signs_of_typst_are_letters() -> None:
    """What would be code for the maker of the PDF is text there (documents/tests show the PDF)."""
    text = GOOD["letters/certificate.en.md"] + '\n#panic("x") #read("/etc/passwd") $x^2$ @cite `\n'
    assert keys(with_file("letters/certificate.en.md", text.replace("`", ""))) == set()


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
def house(transactional_db: None, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    seed_country()


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
        publish_service(act, SERVICE, with_file("form.yaml", BOMB), alone=True)
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
