"""What is owed when employment ends?"""

from ..words import Words

TITLE = Words("离职与补偿", "Ending employment")
