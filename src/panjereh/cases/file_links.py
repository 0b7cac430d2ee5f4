"""A file among the answers: its name as a link to it, and how large it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from panjereh.kernel.ui.writing import file_size


def file_link(facts: Mapping[str, Any]) -> Markup:
    """The name that somebody wrote is an island in the text."""
    address = reverse("cases:file", args=[facts["file"]])
    link = Markup('<a href="{}" download><bdi>{}</bdi></a> ({})')
    return link.format(address, facts["name"], file_size(facts["size"]))
