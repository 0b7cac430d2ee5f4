"""The embedded PostgreSQL server: found, placed, started, kept alive and stopped by this product itself."""

from panjereh.config.postgres.errors import DatabaseUnavailable
from panjereh.config.postgres.place import Place, place_of
from panjereh.config.postgres.server import Server

__all__ = ["DatabaseUnavailable", "Place", "Server", "place_of"]
