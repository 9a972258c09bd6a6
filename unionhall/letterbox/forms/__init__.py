"""What is entered about mail and reception days."""
