"""How every page looks and speaks: shells, components, words for dates and money, navigation, response helpers.

Knows nothing of the union's work. Modules bring their entries to the navigation and their data to the components;
README.md beside this file lists the components with their call syntax, and /ui/ shows them.
"""
