"""Whom we deal with: accounts, persons, organisations, memberships, areas and bank accounts."""
