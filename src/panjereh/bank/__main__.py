"""`python -m panjereh.bank`: open the simulated bank, until a signal comes."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from panjereh.bank.behaviour import Behaviour
from panjereh.bank.server import Bank
from panjereh.bank.store import Store

DEMO_MERCHANT = "00000000-demo-demo-demo-000000000000"


def main() -> int:
    """Serve on this machine alone. Everything besides the arguments comes from the environment."""
    if os.environ.get("PANJEREH_DEMO") != "1":
        print("The simulated bank is for demonstrations: set PANJEREH_DEMO=1.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="panjereh.bank", description="A simulated bank. No real money.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True, help="the folder of its books")
    given = parser.parse_args()
    variables = os.environ
    store = Store(
        given.data / "bank.sqlite3", reverse_after=float(variables.get("PANJEREH_BANK_REVERSE_AFTER", "1800"))
    )
    bank = Bank(
        ("127.0.0.1", given.port),
        store,
        merchant=variables.get("PANJEREH_PAY_MERCHANT", DEMO_MERCHANT),
        admin=variables.get("PANJEREH_BANK_ADMIN", ""),
        behaviour=Behaviour(variables.get("PANJEREH_BANK_BEHAVIOUR", "")),
        late=float(variables.get("PANJEREH_BANK_LATE", "60")),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=bank.shutdown).start())
    bank.serve_forever(poll_interval=0.2)
    bank.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
