"""What does a collective contract set, and is it kept?"""

from ..words import Words

TITLE = Words("集体合同与定额", "Collective contracts and quotas")
