"""What docs/agencies/ shows is true: its samples are checked and run, its lists are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scripts.findings import page as findings_page
from tests.architecture.samples_of_documents import (
    COUNTRY,
    FIRST_SERVICE,
    PAGES,
    ROOT,
    TUTORIAL,
    Block,
    blocks_of,
    first_service,
    merged,
    pages,
    sections,
    written,
)

from panjereh.catalogue.examples import prove_by_examples
from panjereh.catalogue.fields import FIELD_TYPES
from panjereh.catalogue.folder.bundle import Bundle
from panjereh.catalogue.folder.checking import check
from panjereh.catalogue.folder.country import Country
from panjereh.catalogue.folder.country_files import load_country
from panjereh.catalogue.folder.loading import Context
from panjereh.catalogue.folder.reading import read_document, read_documents
from panjereh.catalogue.folder.schemas import check_document, schema
from panjereh.flow.graph import NOT_YET_RUN
from panjereh.flow.model import VERBS
from panjereh.rules import compile_expression, compile_table, feel_text, run_table_tests
from panjereh.rules.builtins import BUILT_INS
from panjereh.rules.tables.model import POLICIES

SERVICE_FILES = ("service.yaml", "form.yaml", "process.yaml")
ROOTS = ("answers", "known", "applicant", "facts", "case", "today")
SECTIONS = list(sections())


@pytest.fixture(scope="module")
def country() -> Country:
    return load_country(ROOT / "samples")[0]


def service_blocks(blocks: list[Block]) -> list[Block]:
    return [
        b
        for b in blocks
        if b.file in SERVICE_FILES or b.file.split("/")[0] in ("rules", "letters", "examples")
    ]


def test_every_sample_says_which_file_it_shows() -> None:
    for page in pages():
        for block in blocks_of(page):
            if block.language in ("yaml", "csv", "md"):
                assert block.file, f"{block}: write the name of the file behind the fence"
            assert block.language in ("yaml", "csv", "md", "feel", ""), block


def test_the_first_service_is_sound_and_its_examples_reach_everything(country: Country) -> None:
    bundle = Bundle.from_files(first_service())
    checked = check(bundle, Context("civil/life-certificate", country))
    assert [(f.place, f.en) for f in checked.findings] == []
    assert checked.version is not None
    proof = prove_by_examples(bundle, checked.version, country)
    assert [(f.place, f.en) for f in proof.findings] == []


WHOLE = [
    pytest.param(blocks, id=title)
    for title, blocks in SECTIONS
    if any(b.file in SERVICE_FILES and not b.piece for b in blocks)
]


@pytest.mark.parametrize("blocks", WHOLE)
def test_whole_files_make_a_sound_service(blocks: list[Block], country: Country) -> None:
    told = any("\nelsewhere:" in block.text for block in service_blocks(blocks))
    files = {} if told else first_service()  # a service that is only told about has no other file
    for block in service_blocks(blocks):
        assert not block.piece, f"{block}: whole files and pieces don't mix below one heading"
        files[block.file] = block.text.encode()
    bundle = Bundle.from_files(files)
    checked = check(bundle, Context("civil/life-certificate", country))
    assert [(f.place, f.en) for f in checked.findings] == []
    if any(block.file.startswith("examples/") for block in blocks):
        assert checked.version is not None
        assert [(f.place, f.en) for f in prove_by_examples(bundle, checked.version, country).findings] == []


PIECES = [pytest.param(b, id=str(b)) for _, blocks in SECTIONS for b in blocks if b.piece]


@pytest.mark.parametrize("block", PIECES)
def test_pieces_fit_into_their_file(block: Block) -> None:
    whole = written(merged(first_service()[block.file].decode(), block.text))
    document = read_document(block.file, whole)
    assert [f.en for f in check_document(document, block.file.removesuffix(".yaml"))] == []


TABLES = [
    pytest.param(blocks, id=title)
    for title, blocks in SECTIONS
    if any(b.file.startswith("rules/") for b in blocks) and not any(b.file in SERVICE_FILES for b in blocks)
]


@pytest.mark.parametrize("blocks", TABLES)
def test_tables_compile_and_pass_their_tests(blocks: list[Block]) -> None:
    files = {block.file: block.text for block in blocks}
    for file, text in files.items():
        if not file.startswith("rules/") or file.endswith(".tests.csv"):
            continue
        name = Path(file).stem
        table = compile_table(text, name=name, names=(*ROOTS, "monthly_wage"))
        tests = files.get(f"rules/{name}.tests.csv")
        if tests is not None:
            run = run_table_tests(table, tests)
            assert [f.message("en") for f in run.findings] == []
            assert run.never_hit == ()


EXAMPLES = [
    pytest.param(b, id=str(b)) for _, blocks in SECTIONS for b in blocks if b.file.startswith("examples/")
]


@pytest.mark.parametrize("block", EXAMPLES)
def test_examples_have_their_form(block: Block) -> None:
    for document in read_documents(block.file, block.text):
        assert [f.en for f in check_document(document, "example")] == []


LETTER_BLOCKS = [
    pytest.param(b, id=str(b)) for _, blocks in SECTIONS for b in blocks if b.file.startswith("letters/")
]


@pytest.mark.parametrize("block", LETTER_BLOCKS)
def test_letters_are_read(block: Block, country: Country) -> None:
    files = first_service() | {block.file: block.text.encode()}
    other = (
        block.file.replace(".fa.md", ".en.md") if ".fa." in block.file else block.file.replace(".en.", ".fa.")
    )
    files.setdefault(other, files["letters/granted.en.md" if ".en." in other else "letters/granted.fa.md"])
    found = check(Bundle.from_files(files), Context("civil/life-certificate", country)).findings
    assert [(f.place, f.en) for f in found if f.place.file == block.file and f.key != "letter_unused"] == []


def test_the_country_folder_is_sound(tmp_path: Path) -> None:
    shown = [b for _, blocks in SECTIONS for b in blocks if b.file.startswith(COUNTRY)]
    assert {b.file.split("/")[0] for b in shown} >= {"agencies", "registers", "parameters", "calendars"}
    for block in shown:
        path = tmp_path / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
    country, findings = load_country(tmp_path)
    assert [(f.place, f.en) for f in findings] == []
    assert country.agencies
    assert country.registers
    assert country.parameters
    assert country.calendars


FEEL = [pytest.param(b, id=str(b)) for _, blocks in SECTIONS for b in blocks if b.language == "feel"]


@pytest.mark.parametrize("block", FEEL)
def test_expressions_have_the_value_that_is_shown(block: Block) -> None:
    names = next((b for b in blocks_of(PAGES / block.page) if b.file == "names"), None)
    assert names is not None
    scope = {
        name: compile_expression(text).evaluate({})
        for name, text in (line.split(" = ", 1) for line in names.text.strip().splitlines())
    }
    for line in block.text.strip().splitlines():
        expression, _, value = line.partition("→")
        found = compile_expression(expression.strip(), tuple(scope)).evaluate(scope)
        assert feel_text([found])[1:-1] == value.strip(), line


def told(page: str) -> str:
    return (PAGES / page).read_text("utf-8")


def test_every_verb_is_explained_with_whether_it_runs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|not yet) \|", told("process.md"), re.MULTILINE))
    assert rows == {verb: "not yet" if verb in NOT_YET_RUN else "yes" for verb in VERBS}


def test_every_field_type_is_explained() -> None:
    table = told("form.md").split("| type | how it is asked")[1].split("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(FIELD_TYPES)


def test_every_key_of_every_file_is_explained() -> None:
    for name, page in (("service", "service.md"), ("form", "form.md"), ("process", "process.md")):
        keys = set(schema(name)["properties"])
        for part in schema(name).get("$defs", {}).values():
            keys |= set(part.get("properties", {}))
        missing = {key for key in keys if f"`{key}" not in told(page)}
        assert missing == set(), page


def test_every_hit_policy_and_function_is_explained() -> None:
    assert all(f"| `{policy}` |" in told("tables.md") for policy in POLICIES)
    assert {name for name in BUILT_INS if f"`{name}(" not in told("expressions.md")} == set()


def test_the_catalogue_of_findings_is_that_of_the_program() -> None:
    assert told("findings.md") == findings_page(), "run python scripts/findings.py"


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in pages():
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_tutorial_shows_every_file_of_its_folder() -> None:
    assert TUTORIAL.exists()
    files = first_service()
    assert set(SERVICE_FILES) <= set(files)
    assert all(f"{FIRST_SERVICE}{name}" in told("first-service.md") for name in files)
