"""The ranking of a round on screen: who gets what by its rule, where the line falls, and how firm that is."""
