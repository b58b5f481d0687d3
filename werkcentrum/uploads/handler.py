"""How a file comes in: into memory, and no more of it than we take; the other fields of its form are always read."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from werkcentrum.uploads.harm import MOST


class InMemory(FileUploadHandler):
    """Keeps the first 10 MB and counts the rest, so that a form can say that a file is too large and keep its text."""

    def new_file(self, *args, **kwargs):
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.kept, self.total = BytesIO(), 0

    def receive_data_chunk(self, raw_data, start):
        """A piece of it: kept while there is room; None says that nobody else needs to see it."""
        self.total += len(raw_data)
        if self.total <= MOST:
            self.kept.write(raw_data)

    def file_complete(self, file_size):
        """The file as Django hands it to forms; `size` is what was sent, also when that was not kept."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, self.total, self.charset,
            self.content_type_extra,
        )  # fmt: skip
