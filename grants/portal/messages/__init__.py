"""The screen of messages that did not arrive."""
