"""Messages to people by the channel they chose: a text, a call by the handler, or only the page.

Nouns: Message. What a message says betrays no matter: whoever looks over a shoulder learns that the union wrote, not why.
It does not know cases; whoever tells somebody something names the record by its key.
"""
