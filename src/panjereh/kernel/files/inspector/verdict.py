"""Why a file is not taken, as a key that the product has sentences for."""

from __future__ import annotations


class NotTaken(Exception):
    """The file is refused; `key` is one of `faults.SENTENCES`, `words` go into its sentence."""

    def __init__(self, key: str, **words: int | str) -> None:
        super().__init__(key)
        self.key = key
        self.words = words
