"""Pictures of every page of the running product in both languages: `python -m tests.lookbook`."""
