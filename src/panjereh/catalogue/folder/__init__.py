"""Reading and checking service folders; pure, without a database."""
