"""What does a letter speak of, and which letters speak of the same thing? Plain Python; knows nothing of Django.

Nouns: a `Letter` (title and body, already read), a `Model` trained on letters whose matter is known, a `Suggestion` with its
confidence and the words that spoke for it, a `Problem` that several letters share. It suggests; people decide. It reads no
names, numbers or telephones: `words.plain` takes them out before anything is counted. It does not fetch anything from
anywhere.
"""
