"""The sealed papers of a case: pages of answers, snapshots of registers, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from panjereh.cases.actions.file_rows import bind_files
from panjereh.cases.models import Case, Paper
from panjereh.kernel import clock
from panjereh.kernel.keys import safe_of


class Folder:
    """The papers of one case, opened with its principal's key: read once, written through."""

    def __init__(self, case: Case, *, empty: bool = False) -> None:
        self.case = case
        self._safe = safe_of(case.principal)
        self._held: dict[tuple[str, str, int], Any] | None = {} if empty else None
        self._kept_at: dict[tuple[str, str, int], datetime] = {}
        self._fresh: dict[tuple[str, str, int], Paper] = {}
        self.gathering = False  # papers wait for `write`, so that they go in one statement

    def _all(self) -> dict[tuple[str, str, int], Any]:
        if self._held is None:
            rows = Paper.objects.filter(case_id=self.case.id).values_list(
                "kind", "name", "round", "at", "sealed"
            )
            self._held = {}
            for kind, name, turn, at, sealed in rows:
                self._held[kind, name, turn] = self._safe.open(_place(self.case.id, kind, name, turn), sealed)
                self._kept_at[kind, name, turn] = at
        return self._held

    def latest(self, kind: str) -> dict[str, Any]:
        """The newest paper of each name of a kind."""
        found: dict[str, Any] = {}
        for (kind_, name, _), value in sorted(self._all().items(), key=lambda item: item[0][2]):
            if kind_ == kind:
                found[name] = value
        return found

    def rounds(self, kind: str, name: str) -> list[Any]:
        """Every paper of this kind and name, oldest round first."""
        return [value for key, value in sorted(self._all().items()) if key[:2] == (kind, name)]

    def at(self, kind: str, name: str, turn: int) -> Any | None:
        """The paper of this kind, name and round, where there is one."""
        return self._all().get((kind, name, turn))

    def waiting(self, kind: str) -> dict[str, Any]:
        """The newest paper of each name of a kind, but for those that have been settled (None)."""
        return {name: value for name, value in self.latest(kind).items() if value is not None}

    def holds(self, kind: str, name: str, turn: int) -> bool:
        """Whether there is a paper of just this round."""
        return (kind, name, turn) in self._all()

    def newest(self, *kinds: str) -> tuple[str, datetime] | None:
        """The name of the paper of these kinds that was kept last, and when."""
        self._all()
        times = [(at, name) for (kind, name, _), at in self._kept_at.items() if kind in kinds]
        return (max(times)[1], max(times)[0]) if times else None

    def kept_at(self, kind: str, name: str) -> datetime | None:
        """When the paper of this kind and name was last written."""
        self._all()
        return max((at for key, at in self._kept_at.items() if key[:2] == (kind, name)), default=None)

    def put(self, kind: str, name: str, value: Any, *, turn: int) -> str:
        """Keep a paper (the same round is written over); returns its digest, keyed so that it tells nothing."""
        bind_files(self.case, self._safe, self._held or {}, (kind, name, turn), value)
        sealed = self._safe.seal(_place(self.case.id, kind, name, turn), value)
        self._fresh[(kind, name, turn)] = Paper(
            case_id=self.case.id, kind=kind, name=name, round=turn, at=clock.now(), sealed=sealed
        )
        self._kept_at[kind, name, turn] = self._fresh[kind, name, turn].at
        if not self.gathering:
            self.write()
        if self._held is not None:
            self._held[(kind, name, turn)] = value
        return self.digest(value)

    def write(self) -> None:
        """Write down the papers that were put."""
        Paper.objects.bulk_create(
            self._fresh.values(),
            update_conflicts=True,
            unique_fields=["case_id", "kind", "name", "round"],
            update_fields=["sealed", "at"],
        )
        self._fresh.clear()

    def digest(self, value: Any) -> str:
        """A digest of a paper that only this installation can compare."""
        return self._safe.digest(f"case:{self.case.id}", value)

    def answers(self) -> dict[str, Any]:
        """The values of all answered pages, flat, as expressions see them."""
        return {
            name: value for page in self.latest("page").values() for name, value in page["values"].items()
        }


def _place(case_id: UUID, kind: str, name: str, turn: int) -> str:
    return f"cases_paper:sealed:{case_id}:{kind}:{name}:{turn}"


def page_paper(values: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """A page of answers as it is kept: what was understood, and what was typed."""
    return {"values": dict(values), "raw": dict(raw)}
