"""The engine: machines, the door, the trail, terms of law. Knows no grants, no money and no letters."""
