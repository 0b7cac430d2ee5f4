"""Starts everything that the product needs on one machine, keeps it alive and stops it."""
