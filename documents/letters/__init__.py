"""The letters of the municipality as typed data: one frozen class for each kind of letter.

A letter that exists is complete: the classes refuse empty mandatory content, tables that do not add up and decisions
without remedy or signature (`LetterIncomplete`). `to_json` gives the canonical facts to which an act commits;
`from_json` gives the same letter back. Nothing here touches a database, a template or the clock.
"""

from documents.letters.codec import KINDS, from_json, to_json
from documents.letters.letter import Decision, Letter, Line
from documents.letters.part import LetterIncomplete

__all__ = ["KINDS", "Decision", "Letter", "LetterIncomplete", "Line", "from_json", "to_json"]
