from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "panjereh.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
