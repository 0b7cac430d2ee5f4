"""Files are taken in before anything is asked of the database, and only where they belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as of_the_product
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from panjereh.config.bounds import RequestBounds

PAGE = "/fa/cases/0123456789ABCDEFG/questions/lease/"
MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path
    return tmp_path


def test_an_upload_has_arrived_before_the_next_in_line_is_asked(own_folder: Path) -> None:
    """A transaction that waits for a slow sender is ended by the database."""
    asked: list[bool] = []

    def next_in_line(request: HttpRequest) -> HttpResponse:
        asked.append(hasattr(request, "_files"))
        (arrived,) = request.FILES.values()
        assert arrived.size == 5
        assert arrived.read() == b"%PDF-"
        return HttpResponse()

    sent = RequestFactory().post(PAGE, {"lease": SimpleUploadedFile("a.pdf", b"%PDF-")})
    assert RequestBounds(next_in_line)(sent).status_code == 200
    assert asked == [True]
    assert list((own_folder / "arriving").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "signed_in", "megabytes", "status"),
    [
        (PAGE, True, of_the_product.LARGEST_UPLOAD // MEGABYTE, 200),
        (PAGE, True, of_the_product.LARGEST_UPLOAD // MEGABYTE + 1, 413),
        (PAGE, False, of_the_product.LARGEST_REQUEST // MEGABYTE + 1, 413),
        ("/fa/verify/", True, of_the_product.LARGEST_REQUEST // MEGABYTE + 1, 413),
        ("/api/v1/applications/X/files", True, of_the_product.FILE_MB + 1, 200),
        ("/api/v1/applications", True, of_the_product.LARGEST_REQUEST // MEGABYTE + 1, 413),
    ],
)
def test_only_addresses_of_files_take_so_much(
    path: str, signed_in: bool, megabytes: int, status: int
) -> None:
    sent = RequestFactory().post(
        path, b"", content_type="text/plain", CONTENT_LENGTH=str(megabytes * MEGABYTE)
    )
    if signed_in:
        sent.COOKIES[of_the_product.SESSION_COOKIE_NAME] = "x"
    assert RequestBounds(lambda request: HttpResponse())(sent).status_code == status
