"""Verbs by which a text hands its words to a speaker. They also show that an unknown subject is somebody."""

from __future__ import annotations

SPEECH_VERBS = frozenset(
    """say tell add write declare state announce claim argue insist warn note explain continue stress reply respond
    remark comment tweet post ask quote cite read conclude recall admit acknowledge deny accuse describe call dub
    label urge vow pledge promise assert maintain contend confirm reiterate reaffirm emphasize emphasise observe
    complain suggest predict joke quip shout chant scream conclude opine testify allege report believe think
    underline underscore point question recount demand repeat lament praise condemn criticize criticise blast slam
    denounce express refer mention go begin order speak answer cry concede caution hail welcome dismiss reject
    highlight summarize boast exclaim plead propose reveal relate agree counter retort brand term vow implore urge
    mutter voice""".split()
)
