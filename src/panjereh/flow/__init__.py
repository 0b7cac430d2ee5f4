"""The engine of services, pure: compiles a version, proves that it ends, and steps cases through it."""

from panjereh.flow.asking import known_key, pages_to_ask, value_of
from panjereh.flow.compiling import Version, VersionUnsound, compile_version
from panjereh.flow.course import NotNow
from panjereh.flow.folding import apply_event, fold, owed, replay
from panjereh.flow.map import map_of
from panjereh.flow.proving import prove
from panjereh.flow.spans import last_day
from panjereh.flow.stepping import begin, step

__all__ = [
    "NotNow",
    "Version",
    "VersionUnsound",
    "apply_event",
    "begin",
    "compile_version",
    "fold",
    "known_key",
    "last_day",
    "map_of",
    "owed",
    "pages_to_ask",
    "prove",
    "replay",
    "step",
    "value_of",
]
