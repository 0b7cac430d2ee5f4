"""The names below `case.about`: the public facts of the decision that an appeal is about."""

ABOUT_NAMES = ("service", "agency", "receipt", "kind", "unmet", "grounds", "decided_on")
