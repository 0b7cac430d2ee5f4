"""Uploads go to the disk as they arrive, into files without a name: what is cut off leaves nothing behind."""

from __future__ import annotations

import html
import io
import logging
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser

from panjereh.kernel.files.inspection import arriving_folder
from panjereh.kernel.files.names import NAMELESS, last_part

log = logging.getLogger("panjereh.files")


class Arrived(UploadedFile):  # type: ignore[type-arg]
    """A file that has arrived; `size` is what was sent, also where no more than the cap was written.

    `fault` is a key of `faults.SENTENCES` when it could not be written down.
    """

    fault: str = ""


class _PersianNames(MultiPartParser):
    """Django takes everything out of names that does not print, the half-space of Persian with it."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The name without folders and marks of direction; None where no file was chosen."""
        if not file_name:
            return None
        name = last_part(html.unescape(file_name))
        return name if name.strip(". ") else NAMELESS


class NamelessFiles(FileUploadHandler):
    """Django's upload handler: a nameless file on the disk of the store, never more than a file may have."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.file: IO[bytes] | None = None
        self.fault = ""
        self.parsing = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> Any:
        """Read the form with a parser that leaves names as they are written."""
        if self.parsing or self.request is None:
            return None
        self.parsing = True
        return _PersianNames(META, input_data, self.request.upload_handlers, encoding).parse()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the next file of the form."""
        super().new_file(*args, **kwargs)
        self.file, self.fault = None, ""
        try:
            self.file = tempfile.TemporaryFile(dir=arriving_folder())  # noqa: SIM115 - closed with the request
        except OSError as full:
            self._failed(full)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write one piece; beyond the cap only its length counts."""
        if self.file is not None and not self.fault and start < settings.FILE_MB * 2**20:
            try:
                self.file.write(raw_data)
            except OSError as full:
                self._failed(full)
        return None

    def file_complete(self, file_size: int) -> Arrived:
        """The file as the form sees it."""
        arrived = Arrived(self.file or io.BytesIO(), self.file_name, self.content_type, file_size)
        try:
            if self.file is not None:
                self.file.seek(0)  # writes down what waits, too
        except OSError as full:
            self._failed(full)
        arrived.fault = self.fault
        return arrived

    def upload_interrupted(self) -> None:
        """The sender went away."""
        if self.file is not None:
            self.file.close()

    def _failed(self, full: OSError) -> None:
        log.error("an upload could not be written: %s", full.strerror)
        self.fault = "no_room"
