import pytest

from app.extract.tree import Tree
from app.extract.what.status import status_of


@pytest.mark.parametrize(
    ("text", "word", "kind", "status"),
    [
        ("The premier visited Hanoi.", "visited", "visit", "happened"),
        ("The premier will visit Hanoi.", "visit", "visit", "planned"),
        ("The premier is scheduled to visit Hanoi.", "visit", "visit", "planned"),
        ("The premier plans to travel to Hanoi and meet traders.", "travel", "visit", "planned"),
        ("The premier is going to visit Hanoi.", "visit", "visit", "planned"),
        ("A summit is planned for May.", "summit", "meeting", "planned"),
        ("The upcoming election worries investors.", "election", "election", "planned"),
        ("The ministers cancelled their meeting.", "meeting", "meeting", "denied"),
        ("They called off the talks.", "talks", "meeting", "denied"),
        ("The talks ended on Friday.", "talks", "meeting", "happened"),
        ("He will never accept it.", "accept", "rejection", "happened"),
        ("Poland said it would send tanks to Ukraine.", "send", "aid", "planned"),
        ("The visit was called off on Monday.", "visit", "visit", "denied"),
        ("The trip to Oslo, which was scrapped on Monday, was long planned.", "trip", "visit", "denied"),
        ("The police foiled an attack on Monday.", "attack", "attack", "denied"),
        ("They failed to reach an agreement.", "agreement", "agreement", "denied"),
        ("Rwanda denied that its troops had crossed the border.", "crossed", "clash", "denied"),
        ("The palace dismissed reports of a coup.", "coup", "coercion", "denied"),
        ("Reports that the president had resigned were false.", "resigned", "appointment", "denied"),
        ("He did not deny that the troops had crossed the border.", "crossed", "clash", "happened"),
        ("Rwanda denied the claim and shelled the town.", "shelled", "strike", "happened"),
        ("The talks to be held in May may fail.", "talks", "meeting", "planned"),
        ("The meeting due on Thursday was welcomed.", "meeting", "meeting", "planned"),
        ("Police arrested six men ahead of the vote.", "vote", "election", "planned"),
        ("The agreement will improve trade.", "agreement", "agreement", "happened"),
        ("They will report on the outcome of the talks.", "talks", "meeting", "happened"),
        ("The talks will begin on Monday.", "talks", "meeting", "planned"),
        ("He will travel to Oslo for talks.", "talks", "meeting", "planned"),
        ("He announced he would drop the bill.", "announced", "policy", "planned"),
        ("The troops will start withdrawing in May.", "withdrawing", "withdrawal", "planned"),
        ("He cancelled his visit on Monday.", "cancelled", "visit", "denied"),
        ("The visit was cancelled on Monday.", "cancelled", "visit", "denied"),
        ("He scrapped the tax on Monday.", "scrapped", "policy", "happened"),
        ("He postponed his visit on Monday.", "postponed", "visit", "planned"),
        ("They put off the meeting.", "put", "meeting", "planned"),
        ("The envoy was to have met the rebels.", "met", "meeting", "denied"),
        ("The envoy is believed to have met the rebels.", "met", "meeting", "happened"),
        ("Two men withdrew on the eve of the vote.", "vote", "election", "planned"),
        ("He is in Hanoi for a visit, where he will attend a summit.", "visit", "visit", "happened"),
    ],
)
def test_status_is_read_beside_the_trigger(read, text: str, word: str, kind: str, status: str):
    tree = Tree.of(read(text).sentences[0])
    token = next(token for token in tree.tokens if token.text == word)
    assert status_of(tree, token, kind) == status
