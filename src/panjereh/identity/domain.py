"""Parties and how surely they are known."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    person = "person"
    organisation = "organisation"


class Assurance:
    """How surely it is known who a party is (proofing): see `docs/operators/identity.md`."""

    anonymous = 0
    self_asserted = 1
    proofed = 2
    in_person = 3
