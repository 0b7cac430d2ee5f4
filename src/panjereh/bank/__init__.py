"""A simulated bank: a program of its own that speaks the redirect-and-verify protocol. No real money.

It knows nothing of the product; only the standard library stands behind it. It is for demonstrations and
tests: it refuses to start where PANJEREH_DEMO isn't 1.
"""
