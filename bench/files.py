"""How many files one CPU second looks through, the program that does it included, and the memory it takes."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile

import typst
from bench.figures import Figure
from PIL import Image

COUNT = 10
PROGRAM = "panjereh.kernel.files.inspector"
MOST = 20 * 2**20


def measure() -> list[Figure]:
    """A photograph of 12 megapixels and a letter of 20 pages, each in a process of its own as in the product."""
    photograph, letter = _photograph(), _letter()
    return [
        Figure("photograph of 12 MP looked through", COUNT / _seconds("jpeg", photograph), "per CPU second"),
        Figure("PDF of 20 pages looked through", COUNT / _seconds("pdf", letter), "per CPU second"),
        Figure("memory of looking through a photograph", _megabytes("jpeg", photograph), "MB"),
    ]


def _photograph() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 12).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def _letter() -> bytes:
    made: bytes = typst.compile(
        b"#for page in range(20) [= Lease #page \n #lorem(300) #pagebreak(weak: true)]"
    )
    return made


def _seconds(kind: str, content: bytes) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(COUNT):
        _look(kind, content, [sys.executable, "-P", "-m", PROGRAM])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _megabytes(kind: str, content: bytes) -> float:
    """The most that one program held; a small one starts it, as a child's figure begins with its parent's."""
    tell = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], pass_fds=[int(sys.argv[-1])]);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = _look(kind, content, [sys.executable, "-c", tell, sys.executable, "-P", "-m", PROGRAM])
    return int(said.split()[-1]) / 1024


def _look(kind: str, content: bytes, command: list[str]) -> bytes:
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as copy:
        file.write(content)
        file.seek(0)
        done = subprocess.run(
            [*command, kind, str(MOST), str(copy.fileno())],
            stdin=file,
            capture_output=True,
            check=True,
            pass_fds=(copy.fileno(),),
        )
        assert copy.seek(0, os.SEEK_END) > 0, done
    return done.stdout
