"""What is owed for work done?"""

from ..words import Words

TITLE = Words("工资与工时", "Pay and hours")
