"""A sample to take along: a list, the letters, the events, and a manifest with the hash of each file; the same bytes for the same state."""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.files.storage import default_storage

from documents.models import Letter
from documents.tasks import file_of
from grants.portal.auditing.sampling import Sample
from workflow.canonical import plain
from workflow.models import Event, Stream

COLUMNS = tuple(part.attname for part in Event._meta.concrete_fields)
"""All of an event: what its hash covers, and the hash."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The only moment that a file in an archive has: the same for all, so that the same content is the same archive."""

HOW = {
    "aselect": "De sleutels op volgorde van SHA-256 van ‘getal:sleutel’; de eerste zijn getrokken.",
    "euro": "De bedragen achter elkaar, op volgorde van SHA-256 van ‘getal:sleutel’. Het eerste punt is SHA-256 van ‘getal:’ modulo "
    "het totaal (T); punt k ligt op (eerste punt + k × T) gedeeld door het aantal, naar beneden afgerond.",
}


def archive(sample: Sample, verdicts: Mapping[str, Any] | None = None) -> bytes:
    """The zip, with the verdicts where there are any; three queries at any size."""
    manifest: dict[str, Any] = {
        "vraag": {name: plain(value) for name, value in sample.asked.items()},
        "wijze": HOW[sample.asked["wijze"]],
        "populatie": {
            "aantal": sample.population,
            "totaal_cents": sample.total_cents,
            "sha256": sample.population_sha256,
        },
        "getrokken": [
            {"plaats": drawn.place, "sleutel": drawn.item.key, "kenmerk": unit.reference, "treffers": drawn.hits}
            for drawn, unit in sample.drawn
        ],
        "bestanden": {},
        "ontbrekende_brieven": [],
    }
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as zip_:
        for name, content in _files(sample, manifest["ontbrekende_brieven"]):
            _put(zip_, name, content)
            manifest["bestanden"][name] = sha256(content).hexdigest()
        if verdicts:
            manifest["bestanden"]["oordelen.json"] = sha256(_json(verdicts)).hexdigest()
            _put(zip_, "oordelen.json", _json(verdicts))
        _put(zip_, "manifest.json", _json(manifest))
    return target.getvalue()


def _put(zip_: ZipFile, name: str, content: bytes) -> None:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = ZIP_DEFLATED
    zip_.writestr(info, content)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _files(sample: Sample, missing: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files of the archive by name; letters of which there is no file are added to what is missing."""
    streams = {unit.stream: unit.reference for _, unit in sample.drawn}
    yield "steekproef.csv", _list(sample)
    for stream, events in _trails(streams).items():
        yield f"spoor/{streams[stream]}.json", _json(events)
    for letter in Letter.objects.filter(stream__in=streams).order_by("stream__reference", "sent_on", "pk"):
        name = f"brieven/{streams[letter.stream_id]}_{letter.sent_on}_{letter.pk}.pdf"
        file = file_of(letter.pk)
        if letter.state != Letter.REQUESTED and default_storage.exists(file):
            with default_storage.open(file) as opened:
                yield name, opened.read()
        else:
            missing.append(name)


def _list(sample: Sample) -> bytes:
    """The list as CSV. It holds no text that an applicant wrote: a spreadsheet could take that for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["plaats", "kenmerk", "wat", "dag", "bedrag_cents", "treffers", "sleutel"])
    for drawn, unit in sample.drawn:
        writer.writerow(
            [drawn.place, unit.reference, unit.what, unit.day, drawn.item.amount_cents, drawn.hits, drawn.item.key]
        )
    return text.getvalue().encode("utf-8-sig")


def _trails(streams: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Every event of these dossiers, with all that its hash covers and the hash."""
    found: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for event in Event.objects.filter(stream__in=streams).order_by("stream__reference", "seq"):
        found[event.stream_id].append({name: plain(getattr(event, name)) for name in COLUMNS})
    return dict(found)


def heads() -> bytes:
    """The head of every chain: who keeps this file can see later whether a chain was changed since."""
    rows = Stream.objects.order_by("reference").values_list("reference", "kind", "head_seq", "head_hash")
    chains = [{"kenmerk": one, "soort": kind, "gebeurtenissen": seq, "hash": hash_} for one, kind, seq, hash_ in rows]
    return _json({"ketens": chains, "sha256_van_ketens": sha256(_json(chains)).hexdigest()})
