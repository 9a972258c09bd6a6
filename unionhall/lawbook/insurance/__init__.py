"""What do the insurances pay, and when may somebody retire?"""

from ..words import Words

TITLE = Words("社会保险与退休", "Insurance and retirement")
