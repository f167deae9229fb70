"""Effects: what a step brings about besides the new state, as values that return products. Pure."""

from grants.effects import assessment, intake, letters, money, rounds, terms

__all__ = ["assessment", "intake", "letters", "money", "rounds", "terms"]
