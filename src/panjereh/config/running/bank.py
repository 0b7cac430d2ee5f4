"""The simulated bank of a demonstration: where it listens, and how the product finds it."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

DEMO_MERCHANT = "00000000-demo-demo-demo-000000000000"
WINDOW = "/bank/pg/StartPay/"  # at the product's own port, see `config/bank_window.py`


@dataclass(frozen=True, slots=True)
class DemoBank:
    """A bank on this machine: its folder, its port, and the word that opens its books to tests."""

    data: Path
    port: int
    admin: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def own_variables(self) -> dict[str, str]:
        """What the bank itself is told."""
        return {"PANJEREH_PAY_MERCHANT": DEMO_MERCHANT, "PANJEREH_BANK_ADMIN": self.admin}

    def variables(self, public_url: str) -> dict[str, str]:
        """What the product is told of it; payers see its page at the product's own port."""
        return {
            "PANJEREH_PAY_URL": f"{self.url}/pg/v4/payment/",
            "PANJEREH_PAY_PAGE": public_url.rstrip("/") + WINDOW,
            "PANJEREH_PAY_MERCHANT": DEMO_MERCHANT,
        }


def prepare_bank(data: Path) -> DemoBank:
    """The bank of a data folder, at its former port if that is free."""
    folder = data / "bank"
    folder.mkdir(parents=True, exist_ok=True)
    admin = folder / "admin"
    if not admin.exists():
        admin.touch(mode=0o600)
        admin.write_text(secrets.token_hex(16))
    port = folder / "port"
    port.write_text(str(_free_port(_former(port))))
    return bank_of(data)


def bank_of(data: Path) -> DemoBank:
    """The bank that `prepare_bank` made. Raises FileNotFoundError."""
    folder = data / "bank"
    return DemoBank(folder, int((folder / "port").read_text()), (folder / "admin").read_text())


def public_url(port: int) -> str:
    """The address by which people reach the product, as its settings say it."""
    return os.environ.get("PANJEREH_URL") or f"http://localhost:{port}"


def _former(file: Path) -> int:
    try:
        return int(file.read_text())
    except (FileNotFoundError, ValueError):
        return 0


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                asked.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = asked.getsockname()[1]
            return found
    raise OSError("no port is free on this machine")
