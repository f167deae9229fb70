"""Files that a clerk chooses: of each the kind, size and hash are kept, and never typed by hand; the file itself stays in the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files import File

from documents.inside.look import BEGINNINGS
from documents.uploads import TYPES
from grants.portal.tables import KeptAsJson, unseen
from workflow.questions import Upload

if TYPE_CHECKING:
    from grants.attached import Came

SCAN = "scan_name"
"""The field in which the scan of a letter is chosen."""


def hash_of(file: File[bytes]) -> str:
    """The SHA-256 of a file that came along, in hexadecimal."""
    file.seek(0)
    return file_digest(file, "sha256").hexdigest()


def answer_of(file: File[bytes]) -> dict[str, Any]:
    """A file as the answer to a question: known by its hash, of the kind that it begins as."""
    file.seek(0)
    start = file.read(8)
    ending = (file.name or "").rpartition(".")[2].lower()
    kind = next((kind for sign, kind in BEGINNINGS if start.startswith(sign) and kind in TYPES), ending)
    return {"id": hash_of(file), "kind": kind, "bytes": file.size}


class Files(forms.Widget):
    """The files that answer a question; paper that was scanned together with the letter is in the file of the letter."""

    template_name = "portal/files.html"
    needs_multipart_form = True
    use_fieldset = True
    with_letter = True
    """Whether there is a letter of which the scan may hold the files: not where somebody sends them from home."""

    is_again = False
    """Whether what was sent before did not suffice."""

    came: Callable[[], Mapping[str, Came]] | None = None
    """Where somebody sends files from home: what came of theirs before, by hash."""

    def __init__(self, question: Upload) -> None:
        super().__init__()
        self.kinds, self.most, self.max_mb = question.kinds, question.max_files, question.max_mb

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen now, else what was chosen before."""
        chosen = files.getlist(name) if hasattr(files, "getlist") else []
        if not chosen and data.get(f"{name}.bij_de_brief") and SCAN in files:
            chosen = [files[SCAN]]
        if chosen:
            return [answer_of(file) for file in chosen]
        return unseen(data[name]) if data.get(name) else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What was chosen before, beside the field to choose."""
        context = super().get_context(name, value, attrs)
        known = [one for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []
        before = self.came() if self.came and known else {}
        context["widget"] |= {
            "kept": KeptAsJson().format_value(value),
            "known": len(known),
            "files": [(one, before.get(one.get("id", ""))) for one in known],
            "is_again": self.is_again,
            "accept": ",".join(f".{kind}" for kind in self.kinds),
            "kinds": ", ".join(self.kinds),
            "max_mb": self.max_mb,
            "most": self.most,
            "many": self.most > 1,
            "with_letter": self.with_letter,
        }
        return context


class Named(forms.TextInput):
    """A file of which the name is kept."""

    template_name = "portal/named_file.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The name of the file that was chosen now, else of the one that was chosen before."""
        return files[name].name if name in files else data.get(name)


class Hashed(forms.HiddenInput):
    """The hash of the file that is chosen in another field."""

    def __init__(self, chosen_in: str) -> None:
        super().__init__()
        self.chosen_in = chosen_in

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Of the file that was chosen now, else of the one that was chosen before."""
        return hash_of(files[self.chosen_in]) if self.chosen_in in files else data.get(name)


class HashedHere(Named):
    """A file of which the hash is kept."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The hash of the file that was chosen now, else of the one that was chosen before."""
        return hash_of(files[name]) if name in files else data.get(name)
