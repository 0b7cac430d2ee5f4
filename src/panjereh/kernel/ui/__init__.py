"""The face of every page: template environment, written dates and amounts, stylesheet, error pages."""
