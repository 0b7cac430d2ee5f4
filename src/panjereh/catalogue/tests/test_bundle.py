from __future__ import annotations

import io
import os
import socket
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panjereh.catalogue.folder.bundle import FILE_BYTES, FILES, Bundle, BundleRefused

MAIN = {"service.yaml": b"a: b\n", "form.yaml": b"c: d\n", "process.yaml": b"e: f\n"}


def write(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def refused(path: Path) -> dict[str, str]:
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_directory(path)
    return {f.key: f.place.file for f in refusal.value.findings}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = Bundle.from_directory(write(tmp_path / "a", {**MAIN, "rules/x.csv": b"1"}))
    second_path = write(tmp_path / "b", {"rules/x.csv": b"1", **dict(reversed(MAIN.items()))})
    (second_path / "form.yaml").chmod(0o600)
    os.utime(second_path / "form.yaml", (1, 1))
    second = Bundle.from_directory(second_path)
    assert first.to_bytes() == second.to_bytes()
    assert first.sha256 == second.sha256
    assert len(first.sha256) == 64


TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=50)


@given(st.dictionaries(st.from_regex(r"rules/[a-z][a-z0-9_]{0,9}\.csv", fullmatch=True), TEXTS, max_size=6))
def test_a_bundle_comes_back_from_its_bytes(tables: dict[str, str]) -> None:
    hidden = "\u2028\u2029"
    files = {**MAIN, **{n: "".join(c for c in t if c not in hidden).encode() for n, t in tables.items()}}
    bundle = Bundle.from_files(files)
    assert dict(Bundle.from_bytes(bundle.to_bytes()).files) == files


@given(st.data())
def test_any_other_bytes_are_refused(data: st.DataObject) -> None:
    good = Bundle.from_files(MAIN).to_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda b: b != good[at]))
    broken = good[:at] + bytes([other]) + good[at + 1 :]
    try:
        made = Bundle.from_bytes(broken)
    except BundleRefused:
        return
    # Only a change inside a file's content is another good bundle.
    assert made.to_bytes() == broken


@pytest.mark.parametrize("tail", [b"x", b"\0" * 512, b""])
def test_cut_or_longer_archives_are_refused(tail: bytes) -> None:
    good = Bundle.from_files(MAIN).to_bytes()
    with pytest.raises(BundleRefused):
        Bundle.from_bytes(good + tail if tail else good[:-1024])


def archive(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as made:
        for member, content in members:
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return out.getvalue()


def test_archives_with_links_and_doubles_are_refused() -> None:
    link = tarfile.TarInfo("service.yaml")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    plain = tarfile.TarInfo("form.yaml")
    for data in (archive((link, b"")), archive((plain, b"a"), (plain, b"b"))):
        with pytest.raises(BundleRefused):
            Bundle.from_bytes(data)


def test_links_special_files_and_foreign_names_are_refused_unopened(tmp_path: Path) -> None:
    root = write(tmp_path / "s", {**MAIN, "rules/ok.csv": b"", "notes.txt": b"", "rules/Run.py": b""})
    (root / "letters").symlink_to("/etc")
    (root / "rules" / "secret.csv").symlink_to("/etc/passwd")
    (root / "code").mkdir()
    os.mkfifo(root / "rules" / "pipe.csv")
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_directory(root)
    found = {(f.key, f.place.file) for f in refusal.value.findings}
    assert found == {
        ("foreign_file", "notes.txt"),
        ("foreign_file", "rules/Run.py"),
        ("link", "letters"),
        ("link", "rules/secret.csv"),
        ("foreign_folder", "code"),
        ("special_file", "rules/pipe.csv"),
    }


def test_a_socket_is_a_special_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path / "s", MAIN)
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.csv")
        assert refused(root) == {"special_file": "s.csv"}


def test_a_folder_reached_by_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "s", MAIN)
    (tmp_path / "link").symlink_to(tmp_path / "s")
    assert refused(tmp_path / "link") == {"not_a_folder": "link"}
    assert refused(tmp_path / "nowhere") == {"not_a_folder": "nowhere"}


def test_missing_large_and_broken_files_are_named(tmp_path: Path) -> None:
    files = {
        "service.yaml": b"x" * (FILE_BYTES + 1),
        "form.yaml": b"a: \xff\n",
        "rules/a.csv": b"ok\nbad\x00\n",
        "rules/b.csv": "abc\u202e".encode(),
    }
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_directory(write(tmp_path / "s", files))
    found = {(f.key, f.place.file, f.place.line) for f in refusal.value.findings}
    assert found == {
        ("file_missing", "process.yaml", 1),
        ("file_too_large", "service.yaml", 1),
        ("not_utf8", "form.yaml", 1),
        ("control_character", "rules/a.csv", 2),
        ("control_character", "rules/b.csv", 1),
    }


def test_the_number_and_the_sum_of_files_are_capped(tmp_path: Path) -> None:
    many = {f"rules/t{n}.csv": b"" for n in range(FILES)}
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_files({**MAIN, **many})
    assert [f.key for f in refusal.value.findings] == ["too_many_files"]
    heavy = {f"rules/t{n}.csv": b"x" * FILE_BYTES for n in range(9)}
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_files({**MAIN, **heavy})
    assert [f.key for f in refusal.value.findings] == ["bundle_too_large"]


@pytest.mark.parametrize(
    "name",
    ["../service.yaml", "/etc/passwd", "rules/../x.csv", "rules\\x.csv", "rules/x.csv\n", "letters/x.md"],
)
def test_no_name_leads_outside(name: str) -> None:
    with pytest.raises(BundleRefused) as refusal:
        Bundle.from_files({**MAIN, name: b""})
    assert [f.key for f in refusal.value.findings] == ["foreign_file"]
