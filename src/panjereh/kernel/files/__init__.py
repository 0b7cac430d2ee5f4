"""Files of people: looked through in a cage, kept encrypted below their content's keyed digest."""
