"""From the facts of a case to the letter about it: `Compose` is the effect, one module for each family of letters.

What a letter must say is enforced by the types of `documents.letters`; here stands where each fact comes from.
"""

from grants.letters.compose import Compose

__all__ = ["Compose"]
