"""A service folder as a closed bundle: which files it may hold, and its one canonical form in bytes.

The canonical form is an uncompressed ustar archive: regular files only, names sorted, every other
field fixed. The same content gives the same bytes and the same SHA-256, on every machine.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from panjereh.catalogue.folder.hidden import BYTE_ORDER_MARK, code_of, first_hidden, shown
from panjereh.catalogue.folder.messages import say
from panjereh.flow.findings import Finding
from panjereh.flow.model import Place

FILE_BYTES = 256 * 1024
TOTAL_BYTES = 2 * 1024 * 1024
FILES = 200

_NAME = re.compile(
    r"(?:(?:service|form|process)\.yaml"
    r"|rules/[a-z][a-z0-9_]{0,60}(?:\.tests)?\.csv"
    r"|letters/[a-z][a-z0-9_]{0,60}\.(?:fa|en)\.md"
    r"|examples/[a-z0-9][a-z0-9_-]{0,60}\.yaml"
    r"|lists/[a-z][a-z0-9-]{0,60}\.[a-z][a-z0-9_]{0,60}\.yaml)"  # put in when it is published
)
_TOLD = re.compile(rb"(?m)^elsewhere:")
_FOLDERS = ("rules", "letters", "examples")
NEEDED = ("service.yaml", "form.yaml", "process.yaml")


class BundleRefused(Exception):
    """The folder or archive can't become a bundle; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.place.file}: {f.en}" for f in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a service folder by name relative to it."""

    files: Mapping[str, bytes]

    @classmethod
    def from_directory(cls, path: Path) -> Bundle:
        """Take a folder; raises BundleRefused for links, special files, foreign names or too much."""
        if path.is_symlink() or not path.is_dir():
            raise BundleRefused((say(Place(shown(path.name)), "not_a_folder"),))
        findings: list[Finding] = []
        files: dict[str, bytes] = {}
        for name, content in _walk(path, findings):
            files[name] = content
        return cls.from_files(files, findings)

    @classmethod
    def from_files(cls, files: Mapping[str, bytes], findings: list[Finding] | None = None) -> Bundle:
        """Take files by name; raises BundleRefused."""
        found = [*(findings or ()), *_contents(files)]
        if found:
            raise BundleRefused(tuple(found))
        return cls(MappingProxyType(dict(sorted(files.items()))))

    @classmethod
    def from_bytes(cls, data: bytes) -> Bundle:
        """Take the canonical bytes back; any other archive is refused, also one with the same content."""
        try:
            bundle = cls.from_files(dict(_members(data)))
        except (tarfile.TarError, ValueError, EOFError, OSError) as error:
            raise BundleRefused((say(Place(""), "archive_foreign"),)) from error
        if bundle.to_bytes() != data:
            raise BundleRefused((say(Place(""), "archive_foreign"),))
        return bundle

    def to_bytes(self) -> bytes:
        """The canonical bytes."""
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, content in sorted(self.files.items()):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                member.mode = 0o644
                archive.addfile(member, io.BytesIO(content))
        return out.getvalue()

    @property
    def sha256(self) -> str:
        """Lower-case hex SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def text(self, name: str) -> str:
        """A file as text (UTF-8, checked when the bundle was made) without a leading byte order mark."""
        return self.files[name].decode("utf-8").removeprefix(BYTE_ORDER_MARK)

    def under(self, folder: str) -> tuple[str, ...]:
        """The names below a folder, in order."""
        return tuple(name for name in self.files if name.startswith(f"{folder}/"))


def _walk(root: Path, findings: list[Finding]) -> Iterator[tuple[str, bytes]]:
    """The regular files below a folder; what is refused is noted and never opened."""
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        listed = sorted((*names, *folders))
        # Only the known folders are entered; the rest is named once and left alone.
        folders[:] = sorted(set(folders) & set(_FOLDERS)) if folder == os.fspath(root) else []
        for name in listed:
            count += 1
            if count > 4 * FILES:
                findings.append(say(Place(""), "too_many_files", most=FILES))
                return
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            content = _read(path, relative, findings)
            if content is not None:
                yield relative, content


def _read(path: Path, name: str, findings: list[Finding]) -> bytes | None:
    mode, place = path.lstat().st_mode, Place(shown(name))
    if stat.S_ISLNK(mode):
        findings.append(say(place, "link"))
    elif stat.S_ISDIR(mode):
        if name not in _FOLDERS:
            findings.append(say(place, "foreign_folder", known=", ".join(_FOLDERS)))
    elif not stat.S_ISREG(mode):
        findings.append(say(place, "special_file"))
    elif not _NAME.fullmatch(name):
        findings.append(say(place, "foreign_file"))
    else:
        return _content(path, place, findings)
    return None


def _content(path: Path, place: Place, findings: list[Finding]) -> bytes | None:
    """The bytes of a regular file, at most one more than allowed; a link put there meanwhile isn't opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        findings.append(say(place, "unreadable"))
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            findings.append(say(place, "special_file"))
            return None
        return file.read(FILE_BYTES + 1)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    if len(data) > TOTAL_BYTES + FILES * 1024 + 20480:
        raise ValueError("too large")
    seen: set[str] = set()
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or member.name in seen or len(seen) >= FILES:
                raise ValueError("not a plain, unique file")
            seen.add(member.name)
            yield member.name, content.read(FILE_BYTES + 1)


def _contents(files: Mapping[str, bytes]) -> Iterator[Finding]:
    if len(files) > FILES:
        yield say(Place(""), "too_many_files", most=FILES)
    if sum(map(len, files.values())) > TOTAL_BYTES:
        yield say(Place(""), "bundle_too_large", most=TOTAL_BYTES // 1024)
    for name in _needed(files):
        if name not in files:
            yield say(Place(name), "file_missing", name=name)
    for name, content in files.items():
        yield from _file(name, content)


def _needed(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """A service that is only told about has no questions and no stages (`loading.tells_only`)."""
    told = _TOLD.search(files.get("service.yaml", b""))
    return NEEDED[:1] if told else NEEDED


def _file(name: str, content: bytes) -> Iterator[Finding]:
    if not _NAME.fullmatch(name):
        yield say(Place(shown(name)), "foreign_file")
        return
    if len(content) > FILE_BYTES:
        yield say(Place(name), "file_too_large", most=FILE_BYTES // 1024)
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield say(Place(name, line), "not_utf8")
        return
    text = text.removeprefix(BYTE_ORDER_MARK)
    bad = first_hidden(text)
    if bad is not None:
        place = Place(name, text.count("\n", 0, bad) + 1, bad - text.rfind("\n", 0, bad))
        yield say(place, "control_character", code=code_of(text[bad]))
