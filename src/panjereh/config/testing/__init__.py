"""The ground of the tests: a private database server for each run, the real product for journeys."""
