"""What does the union reckon for itself: fees, refunds, contests, ratios?"""

from ..words import Words

TITLE = Words("工会经费与竞赛", "Union fees and contests")
