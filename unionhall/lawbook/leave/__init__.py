"""What is owed on leave, in illness and at birth?"""

from ..words import Words

TITLE = Words("休假、生病与生育", "Leave, illness and birth")
