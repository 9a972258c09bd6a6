"""`{% load ui %}`: every component and every filter for words. README.md lists them; /ui/ shows them."""

from django import template

from unionhall.ui.components import acts, forms, frames, maps, marks, records, tables, words

register = template.Library()

for shelf in (acts, forms, frames, maps, marks, records, tables, words):
    register.tags.update(shelf.register.tags)
    register.filters.update(shelf.register.filters)
