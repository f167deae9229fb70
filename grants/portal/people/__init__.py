"""The screens of people: who has which role, given by two."""
