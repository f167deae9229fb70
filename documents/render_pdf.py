"""The press: WeasyPrint with packaged assets only. Import it in a worker, not in a web process: it takes two seconds.

One font configuration and one parsed style serve the whole process; one for each letter would leak memory. The fonts
are static files: cutting weights out of a variable font stamps them with the time of day, and takes twice as long.
"""

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

VARIANT = "pdf/a-3a"
_STYLES = files("documents") / "static"
_FONTS = files("font_source_sans_pro") / "files"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/"

# WeasyPrint identifies a file as PDF/A or as PDF/UA, not as both. PDF/A asks for a description of each foreign schema.
_IDENTIFICATION = f"""<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}extension/" xmlns:pdfaSchema="{_EXTENSION}schema#"
 xmlns:pdfaProperty="{_EXTENSION}property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
""".encode()


class PackagedAssets(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types.
    """Serves the packaged assets by name, and stops the rendering at any other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - as WeasyPrint calls it
        """Give an asset; raises `FatalURLFetchingError` for everything that is none."""
        body = assets().get(url)
        if body is None:
            raise FatalURLFetchingError(f"a letter loads nothing from outside: {url}")
        kind = "image/svg+xml" if url.endswith(".svg") else "font/ttf"
        return URLFetcherResponse(url, body, headers={"Content-Type": kind})


@cache
def assets() -> dict[str, bytes]:
    """Give the images and the font of the letters, by address."""
    images = {
        f"asset:{name}": (_STYLES / folder / name).read_bytes()
        for folder, name in (("letters", "mark.svg"), ("letters", "watermark.svg"), ("papers", "concept.svg"))
    }
    return images | {
        f"asset:{weight.lower()}.ttf": (_FONTS / f"SourceSansPro-{weight}.ttf").read_bytes()
        for weight in ("Regular", "Semibold", "Bold")
    }


def versions() -> tuple[str, ...]:
    """Give the libraries that shape a page, each with its version."""
    packages = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "Pyphen")
    return (*(f"{name} {version(name)}" for name in packages), f"pango {pango.pango_version()}")


def write_pdf(page: str, *sheets: str) -> bytes:
    """Print a page of HTML with packaged style sheets. Raises `FatalURLFetchingError` if it asks for anything that is not packaged."""
    styles = [_style(name) for name in sheets]
    document = HTML(string=page, url_fetcher=PackagedAssets(), media_type="print")
    written = document.write_pdf(stylesheets=styles, font_config=_fonts(), pdf_variant=VARIANT, finisher=_identify)
    assert isinstance(written, bytes)
    return written


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style(name: str) -> CSS:
    text = (_STYLES / name).read_text(encoding="utf-8")
    return CSS(string=text, font_config=_fonts(), url_fetcher=PackagedAssets(), media_type="print")


def _identify(_document: object, pdf: Any) -> None:
    """Add the identification of PDF/UA to the one block of metadata."""
    streams = [each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/Metadata"]
    (metadata,) = streams
    (text,) = metadata.stream
    assert text.count(b"</rdf:RDF>") == 1
    metadata.stream = [text.replace(b"</rdf:RDF>", _IDENTIFICATION + b"</rdf:RDF>")]
