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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
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
        status, _, body = self._ask("POST", "/admin/behaviour", json.dumps(tricks).encode())
        if status != 200:
            raise AssertionError(body.decode())

    def ledger(self) -> dict[str, list[dict[str, Any]]]:
        """Its books: payments, refunds, and what was asked."""
        return dict(json.loads(self._ask("GET", "/admin/ledger")[2]))

    def pay(self, authority: str, doing: str = "pay") -> str:
        """Let the payer choose something at the bank's page; the address to which they are sent back."""
        status, location, _ = self._ask("POST", f"{PAGE}{authority}", f"do={doing}".encode())
        if status not in (200, 303):
            raise AssertionError(f"the bank's page answered {status}")
        return location

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, bytes]:
        """Status, Location and body of an answer; nobody is led on by it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {"X-Bank-Admin": ADMIN})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        finally:
            connection.close()


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
