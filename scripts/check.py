"""`make check`: everything about the repository that a machine can judge without running the product.

python scripts/check.py            all checks
python scripts/check.py NAME …     only these
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SOURCES = ("src", "scripts", "conftest.py", "tests", "bench")
HOME_FOLDERS = "/(?:work|root|tmp|home|Users|farm)/"
ABSOLUTE = re.compile(rf"(?<![\w.:/~-]){HOME_FOLDERS}[\w.-]")
REGISTRIES = re.compile(r"registry\.(?:npmjs|yarnpkg)|files\.pythonhosted|\bpypi\.org|npmmirror")
ARABIC_LETTERS = re.compile("[يك]")
PICTURES = {".png", ".jpg", ".webp", ".woff2", ".ttf", ".pdf", ".ico", ".mo"}
TOO_NEW = re.compile(r"\b(?:uuidv7|casefold)\s*\(|RETURNING\s+(?:OLD|NEW)\b", re.IGNORECASE)
EXTENSION = re.compile(
    r"CREATE EXTENSION (?:IF NOT EXISTS )?\"?(\w+)|CreateExtension\(\s*[\"'](\w+)", re.IGNORECASE
)
ALLOWED_EXTENSIONS = {"pg_trgm", "citext", "btree_gist", "btree_gin", "unaccent", "ltree"}
COLLATION = re.compile(r"COLLATE\s+\"(?!C\")[^\"]+\"", re.IGNORECASE)
FOLDING = {
    Path("scripts/check.py"),
    Path("src/panjereh/catalogue/folder/wording.py"),
    Path("src/panjereh/config/translations.py"),
    Path("src/panjereh/kernel/text_fa.py"),
    Path("src/panjereh/rules/names.py"),
}
HARD_EDGE = 400  # lines of a Python file


def style() -> Iterator[str]:
    """Ruff, rules and layout."""
    there = [name for name in SOURCES if (ROOT / name).exists()]
    yield from failing([str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", *there])
    yield from failing([str(BIN / "ruff"), "format", "--check", "--quiet", *there])


def types() -> Iterator[str]:
    """Mypy, strict."""
    yield from failing([str(BIN / "mypy"), "--no-error-summary", "src", "conftest.py"])


def floors() -> Iterator[str]:
    """Import contracts between the rooms."""
    yield from failing([str(BIN / "lint-imports"), "--no-logo"])


def migrations() -> Iterator[str]:
    """Every model has its migration, and migrations ask only for what PostgreSQL 15 has."""
    yield from failing(django("makemigrations", "--check", "--dry-run"), django_environment())
    for file in (ROOT / "src").glob("panjereh/*/migrations/*.py"):
        text = file.read_text()
        where = file.relative_to(ROOT)
        for found in EXTENSION.finditer(text):
            name = found.group(1) or found.group(2)
            if name not in ALLOWED_EXTENSIONS:
                yield f"{where}: the extension {name} is not in every PostgreSQL that we run on"
        if TOO_NEW.search(text):
            yield f"{where}: {TOO_NEW.findall(text)} exists only in newer versions than PostgreSQL 15"
        if COLLATION.search(text):
            yield f'{where}: only COLLATE "C" sorts alike on every machine'


def deployment() -> Iterator[str]:
    """Django's own checks for a public installation behind https."""
    public = django_environment() | {"PANJEREH_HTTPS": "1", "PANJEREH_HOSTS": "window.example"}
    yield from failing(django("check", "--deploy", "--fail-level", "WARNING"), public)


def words() -> Iterator[str]:
    """Nothing that a person reads is untranslated."""
    yield from failing([sys.executable, "-m", "panjereh.config.translations", "check"])


def repository() -> Iterator[str]:
    """No address of a package registry, no path of one machine, no wrong Persian letter, no endless file."""
    for file in tracked():
        if file.suffix in PICTURES:
            continue
        text = (ROOT / file).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if REGISTRIES.search(line) and file != Path("scripts/check.py"):
                yield f"{file}:{number}: names a package registry"
            if file.suffix != ".md" and ABSOLUTE.search(line) and "allowed-path" not in line:
                yield f"{file}:{number}: a path of one machine: {line.strip()[:80]}"
            if ARABIC_LETTERS.search(line) and not speaks_of_arabic_letters(file):
                yield f"{file}:{number}: Arabic ي or ك instead of ی or ک"
        if file.suffix == ".py" and text.count("\n") > HARD_EDGE:
            yield f"{file}: longer than {HARD_EDGE} lines; it holds two ideas"
    if '"resolved"' in (ROOT / "package-lock.json").read_text():
        yield "package-lock.json: holds addresses; npm install with the repository's .npmrc leaves them out"


def speaks_of_arabic_letters(file: Path) -> bool:
    """Tell whether a file folds or tests these letters and so has to name them."""
    return "tests" in file.parts or file in FOLDING


def tracked() -> list[Path]:
    """Return the files that git keeps, and new ones that it would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def failing(command: list[str], environment: dict[str, str] | None = None) -> Iterator[str]:
    """Run a program and yield what it said if it failed."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=(environment or dict(os.environ)) | {"PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        yield (done.stdout + done.stderr).strip() or f"{command[0]} failed ({done.returncode})"


def django(*arguments: str) -> list[str]:
    """Return the command that runs Django's `arguments` beside the database of this check."""
    return [sys.executable, "-m", "panjereh.config.command", "manage", *arguments]


def django_environment() -> dict[str, str]:
    """Return an environment with a data folder of its own, so that a running product is left alone."""
    ours = ("PANJEREH_", "DATABASE_")
    others = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return others | {"PANJEREH_DATA": str(FOLDER), "PANJEREH_LOG_LEVEL": "ERROR"}


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    style, types, floors, migrations, deployment, words, repository,
)  # fmt: skip
FOLDER = ROOT / "build" / "check"


def main(asked: list[str]) -> int:
    """Run the checks, print what each found, and return 1 if any found something."""
    chosen = [check for check in CHECKS if not asked or check.__name__ in asked]
    bad = 0
    for check in chosen:
        began = time.monotonic()
        found = list(check())
        bad += bool(found)
        print(f"{'✗' if found else '✓'} {check.__name__:<12} {time.monotonic() - began:5.1f} s", flush=True)
        for fault in found:
            print(f"  {fault}".replace("\n", "\n  "))
    print(f"{len(chosen) - bad} of {len(chosen)} checks passed")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
