"""Where the CPU of one application goes: `python -m bench.profiling`.

Runs applications inside of this process, on the database of a product that is started for it,
and prints the functions with the largest own and whole times, and the shares of the packages.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import sys
import time
from collections import defaultdict
from pathlib import Path
from uuid import uuid4

from bench import ground
from bench.visitor import SHOP

COUNT = 40
TOP = 25


def main() -> int:
    """Profile, print."""
    with ground.emptied(ground.data_folder()) as data, ground.standing(data) as (running, _):
        os.environ |= {
            "PANJEREH_DATA": str(data),
            "PANJEREH_DEMO": "1",
            "DATABASE_URL": running.product.app_url,
            "DJANGO_SETTINGS_MODULE": "panjereh.config.settings",
            "PANJEREH_LOG_LEVEL": "WARNING",
        }
        profile = _profiled()
        _close()
    stats = pstats.Stats(profile, stream=sys.stdout)
    _packages(stats)
    stats.strip_dirs().sort_stats("tottime").print_stats(TOP)
    stats.sort_stats("cumulative").print_stats(2 * TOP)
    return 0


def _profiled() -> cProfile.Profile:
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    assert client.post("/fa/sign-in/as/maryam/").status_code == 302

    def apply() -> None:
        body = {
            "service": SHOP.service,
            "key": str(uuid4()),
            "answers": SHOP.answers,
        }
        answer = client.post("/api/v1/applications", body, content_type="application/json")
        assert answer.status_code == 201, answer.content

    for _ in range(5):
        apply()
    profile = cProfile.Profile(time.process_time)  # waiting for the database is not counted
    profile.enable()
    for _ in range(COUNT):
        apply()
    profile.disable()
    return profile


def _close() -> None:
    from panjereh.config.database import close_pools

    close_pools()


def _packages(stats: pstats.Stats) -> None:
    """Own times by package: where it is spent, not who asked for it."""
    spent: defaultdict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        spent[_package(file, name)] += own
    whole = sum(spent.values())
    print(f"{1000 * whole / COUNT:.1f} ms for each application, under the profiler")
    for package, own in sorted(spent.items(), key=lambda entry: -entry[1])[:TOP]:
        print(f"  {100 * own / whole:5.1f} %  {package}")


def _package(file: str, name: str) -> str:
    parts = Path(file).parts
    if "panjereh" in parts:
        return "/".join(parts[len(parts) - parts[::-1].index("panjereh") - 1 :][:2])
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :][:2])
    return "built in: " + (name.split(" ")[0] if "method" in name else name) if file == "~" else "python"


if __name__ == "__main__":
    raise SystemExit(main())
