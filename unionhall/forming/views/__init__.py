"""The pages: of those who form a union, of those who sign, of those who review, and of terms of office."""
