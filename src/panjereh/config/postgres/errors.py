"""What can go wrong with the embedded server, said so that an operator knows what to do."""

from __future__ import annotations


class DatabaseUnavailable(Exception):
    """The database can't be used; the sentence names the cause and the cure."""
