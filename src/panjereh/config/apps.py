from importlib import import_module

from django.apps import AppConfig

ROOMS_WITH_RIGHTS = ("notices", "catalogue", "documents", "money", "cases")


class ConfigConfig(AppConfig):
    name = "panjereh.config"
    label = "config"

    def ready(self) -> None:
        """Bring the rooms together: their rights, and who hears which message."""
        from panjereh.config.wiring import wire_all

        for room in ROOMS_WITH_RIGHTS:
            import_module(f"panjereh.{room}.rights")
        wire_all()
