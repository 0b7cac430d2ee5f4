"""Folders that want to do harm are refused or bounded within seconds."""

from __future__ import annotations

import io
import os
import socket
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.folders.spoiled import COUNTRY, GOOD, checked, keys, with_file, within

from panjereh.catalogue.examples import prove_by_examples
from panjereh.catalogue.folder import bundle as packing
from panjereh.catalogue.folder.bundle import FILE_BYTES, TOTAL_BYTES, Bundle, BundleRefused
from panjereh.catalogue.folder.checking import MOST
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place


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
