"""All screens of the office. Views call selectors and the door; what may be done, and what follows, is never decided here."""
