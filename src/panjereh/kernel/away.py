"""How it shows that the database can't serve just now: no fault of a page, so it is said with 503."""

from django.db import InterfaceError, InternalError, OperationalError

# InternalError: a transaction that was cut off (idle for too long, a server that recovers, a broken block).
DATABASE_AWAY = (OperationalError, InterfaceError, InternalError)
