"""The words of the letter templates: formats, and the section with its heading in the margin."""

from collections.abc import Callable

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from documents import formats

ONE_LINE = 21  # Characters of a heading that fit on one line of the margin.
LONGEST_TABLE = 6  # Rows, head and total included, of a table that stays on one page.
LONGEST_PART = 3500  # Characters of markup in a section that stays on one page.

register = Library()
FILTERS: tuple[Callable[..., str], ...] = (
    formats.article,
    formats.bare_euro,
    formats.day,
    formats.euro,
    formats.fixed,
    formats.end_moment,
    formats.iban,
    formats.local_day,
    formats.moment,
    formats.number,
    formats.ordinal,
    formats.postcode_line,
)
for _each in FILTERS:
    register.filter(_each.__name__, _each)


@register.filter
def points(value: int, whole: bool = False) -> str:  # noqa: FBT001, FBT002 - a filter takes its argument by position
    """Write hundredths with two decimals, or whole points of need."""
    return formats.hundredths(value, whole=whole)


@register.filter
def listing(words: tuple[object, ...]) -> str:
    """Join words as a sentence does."""
    return formats.listing([str(word) for word in words])


@register.filter
def joined(phrases: tuple[str, ...]) -> str:
    """Join sentences to one paragraph."""
    return " ".join(phrases)


@register.filter
def minus(value: int) -> int:
    """Turn the sign of an amount."""
    return -value


@register.simple_tag
def link(url: str) -> SafeString:
    """Print an address of the web as a link."""
    return format_html('<a href="{}">{}</a>', url, formats.web_address(url))


@register.simple_block_tag
def section(content: SafeString, heading: str, css: str = "") -> SafeString:
    """Set a section with its heading in the margin. A short one stays on one page; a long one may break."""
    longest_table = max(table.count("<tr") for table in content.split("<table"))
    short = longest_table <= LONGEST_TABLE and len(content) <= LONGEST_PART
    classes = ["part", "whole" if short else "", "tall" if len(heading) >= ONE_LINE else "", css]
    markup = '<section class="{}"><h2>{}</h2>{}</section>'
    return format_html(markup, " ".join(filter(None, classes)), heading, content)


@register.simple_block_tag
def paragraphs(content: SafeString, text: str) -> SafeString:
    """Set a text in paragraphs, the first of which opens with the content of the tag."""
    first, *others = [each for each in text.replace("\r", "").split("\n\n") if each.strip()] or [""]
    opening = format_html("<p>{} {}</p>", content, first) if first else format_html("<p>{}</p>", content)
    return opening + format_html_join("", "<p>{}</p>", ((each,) for each in others))
