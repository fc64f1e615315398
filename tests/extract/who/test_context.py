"""One writing, several bodies: the article decides, and a common word at the start of a sentence is none of them."""

import pytest


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Nigeria votes in May. The PDP rejected the result.", "body:ng-pdp"),
        ("India votes in May. Protesters in Kashmir met the PDP leadership, the PDP said.", "body:in-pdp"),
        ("South Korea is in turmoil. The Democratic Party accused the president.", "body:kr-democratic"),
        ("The Democratic Party won in Ohio.", "body:us-democrats"),
        ("The Labour Party rejected the bill, said officials in Wellington, New Zealand.", "body:nz-labour"),
        ("Voters in Norway punished Labour.", "body:no-ap"),
        ("Britain votes in May. Polls say that Labour leads.", "body:gb-labour"),
        ("Pakistan's PPP accused the army.", "body:pk-ppp"),
        ("Labour leader Ann Example resigned in Britain.", "body:gb-labour"),
        (
            "America and the United States and the US. The Joint Chiefs of Staff of South Korea met.",
            "body:kr-jcs",
        ),
        (
            "South Korea's military is on alert. The Joint Chiefs of Staff confirmed the launch.",
            "body:kr-jcs",
        ),
        ("The Thai Rak Thai Party won.", "body:th-thai-rak-thai"),
    ],
)
def test_the_article_decides(cast_of, text, actor):
    _, cast = cast_of(text)
    assert actor in {entity.actor_id for entity in cast.entities}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Economists compared incomes by PPP in Brazil.", "body:pk-ppp"),
        ("He fried eggs in a PAN, the company said.", "body:mx-pan"),
        ("Labour shortages hit Norway.", "body:no-ap"),
        ("Labour shortages hit Britain.", "body:gb-labour"),
        ("Greens and browns dominate the fabric.", "body:au-greens"),
    ],
)
def test_what_the_article_does_not_speak_of_is_no_actor(cast_of, text, actor):
    _, cast = cast_of(text)
    assert actor not in {entity.actor_id for entity in cast.entities}
