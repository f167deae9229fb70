"""The screens of who judges: the own list, interests, scoring beside the application, and the ranking of a round."""
