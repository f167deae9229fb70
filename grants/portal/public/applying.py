"""Where somebody applies: the pages of applicants, by the name of their address, for they are no part of these pages.

An installation that does not have them still shows every subsidy: one applies on paper or by telephone then.
"""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

START = "applicant-start"
"""The address at which an application in a round begins; its argument is the code of the round."""


def start_of(code: str) -> str:
    """Where an application in a round begins; "" where nobody can apply on screen."""
    try:
        return reverse(START, args=[code])
    except NoReverseMatch:
        return ""
