"""What is owed after an injury at work?"""

from ..words import Words

TITLE = Words("工伤与职业伤害", "Work injury")
