"""A program of its own that looks through one file of a stranger. It knows neither settings nor database."""
