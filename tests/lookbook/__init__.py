"""Pictures of every page of the running product, in both languages and two widths: `python -m tests.lookbook`."""
