"""The pages for everybody, without signing in: the subsidies there are, whether one fits, who got one, and how data are handled."""
