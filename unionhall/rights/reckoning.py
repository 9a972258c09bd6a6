"""With which values are questions answered?"""

from unionhall.lawbook.book import Book, book


def book_in_use() -> Book:
    """The book as it comes."""
    return book()
