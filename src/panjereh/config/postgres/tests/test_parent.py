from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own watch exists on Linux")
PARENT = """
import signal, subprocess, sys, time
from panjereh.config.postgres.parent import tied_to_us
child = subprocess.Popen(["sleep", "60"], preexec_fn=tied_to_us(signal.SIGTERM), start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
ADOPTER = """
import os, subprocess, time
from panjereh.config.postgres.parent import adopt_orphans, end_orphans
adopt_orphans()
# A child that ends at once and leaves a grandchild in a session of its own.
script = "setsid sleep 60 >/dev/null 2>&1 & echo $!"
said = subprocess.run(["sh", "-c", script], capture_output=True, text=True)
time.sleep(0.2)
end_orphans()
print(said.stdout.strip())
"""


STUCK = """
import signal, subprocess, sys
script = (
    "import signal, time; from panjereh.config.postgres.parent import end_after_parent;"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); end_after_parent(0.2);"
    "print('up', flush=True); time.sleep(60)"
)
child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
print(child.pid, flush=True)
"""


def gone(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


@LINUX_ONLY
def test_a_tied_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not gone(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 5
    while not gone(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert gone(child)


@LINUX_ONLY
def test_a_child_that_hangs_in_its_orderly_end_is_ended() -> None:
    ran = subprocess.run([sys.executable, "-c", STUCK], capture_output=True, text=True, check=True)
    child = int(ran.stdout)
    deadline = time.monotonic() + 10
    while not gone(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert gone(child)


@LINUX_ONLY
def test_adopted_orphans_end_with_us() -> None:
    ran = subprocess.run([sys.executable, "-c", ADOPTER], capture_output=True, text=True, check=True)
    assert gone(int(ran.stdout))
