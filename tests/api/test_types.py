def test_the_taxonomy_is_given_whole(lonely):
    items = lonely.get("/v1/types").json()["items"]
    assert len(items) == 26
    strike = next(item for item in items if item["type"] == "strike")
    assert (strike["family"], strike["plover"], strike["mutual"]) == ("conflict", "ASSAULT", False)
    assert strike["goldstein"] < 0
    assert [item["type"] for item in items if item["mutual"]] == [
        "meeting",
        "agreement",
        "cooperation",
        "clash",
    ]
