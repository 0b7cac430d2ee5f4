"""The simulated bank for tests: the real program over real HTTP, told how to misbehave, killed and opened again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from panjereh.config.payments import Gateway
from panjereh.config.postgres.parent import tied_to_us
from panjereh.config.testing.product import free_port

MERCHANT = "00000000-demo-demo-demo-000000000000"
ADMIN = "only-for-tests"
PAGE = "/pg/StartPay/"


@dataclass(slots=True)
class RunningBank:
    """A bank with books of its own at a port of its own."""

    data: Path
    port: int
    late: float = 60.0
    reverse_after: float = 1800.0
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def gateway(self) -> Gateway:
        """The settings with which the product finds it."""
        return Gateway(f"{self.url}/pg/v4/payment/", f"{self.url}{PAGE}", MERCHANT)

    def start(self) -> None:
        """Open it, on the same books and the same port as before."""
        variables = {
            **os.environ,
            "PANJEREH_DEMO": "1",
            "PANJEREH_PAY_MERCHANT": MERCHANT,
            "PANJEREH_BANK_ADMIN": ADMIN,
            "PANJEREH_BANK_LATE": str(self.late),
            "PANJEREH_BANK_REVERSE_AFTER": str(self.reverse_after),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "panjereh.bank", "--port", str(self.port), "--data", str(self.data)],
            env=variables,
            stdin=subprocess.DEVNULL,
            preexec_fn=tied_to_us(signal.SIGTERM),
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the bank did not open")

    def kill(self) -> None:
        """End it at once, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def behave(self, **tricks: Any) -> None:
        """Misbehave from now on; without tricks: as a bank should."""
        self._ask("/admin/behaviour", json.dumps(tricks).encode())

    def ledger(self) -> dict[str, list[dict[str, Any]]]:
        """Its books: payments, refunds, and what was asked."""
        return dict(json.loads(self._ask("/admin/ledger")))

    def pay(self, authority: str, doing: str = "pay") -> str:
        """Let the payer choose something at the bank's page; the address to which they are sent back."""
        request = urllib.request.Request(f"{self.url}{PAGE}{authority}", data=f"do={doing}".encode())
        opener = urllib.request.build_opener(_StandStill)
        try:
            with opener.open(request, timeout=10):
                return ""
        except urllib.error.HTTPError as sent:
            assert sent.code == 303, sent.code
            return str(sent.headers["Location"])

    def _ask(self, path: str, body: bytes | None = None) -> bytes:
        request = urllib.request.Request(self.url + path, data=body, headers={"X-Bank-Admin": ADMIN})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())


class _StandStill(urllib.request.HTTPRedirectHandler):
    """Goes nowhere: what an address says is what the test wants to see."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@contextmanager
def running_bank(build: Path, **more: Any) -> Iterator[RunningBank]:
    """A bank for a while; its books go with it."""
    data = build / f"bank-{os.getpid()}-{time.monotonic_ns()}"
    bank = RunningBank(data, free_port(), **more)
    bank.start()
    try:
        yield bank
    finally:
        bank.kill()
        shutil.rmtree(data, ignore_errors=True)
