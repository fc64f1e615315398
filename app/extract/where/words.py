"""Words around a name that tell whether it is a place, and which."""

from __future__ import annotations

# what leads to a place; "of" leads to one only after a few nouns ("the city of ...", "south of ...")
LOCATIVE = frozenset(
    ["in", "at", "near", "from", "to", "into", "outside", "inside", "around", "across", "throughout", "through", "towards", "toward", "off", "above", "over", "within", "via", "onto", "on", "between", "against", "for", "by"]
)
PLAIN_LOCATIVE = frozenset(["in", "at", "near", "outside", "inside", "around", "across", "throughout", "within"])

DIRECTIONS = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "north-east", "north-west", "south-east", "south-west", "north-eastern", "north-western", "south-eastern", "south-western", "upper", "lower", "northernmost", "southernmost", "north-central", "south-central", "far", "mid", "inner", "outer", "downtown"]
)

# a place's second half: "Helmand province", "Gaza City", "Nablus governorate"
DIVISION_NOUNS = frozenset(
    ["province", "provinces", "governorate", "governorates", "oblast", "region", "regions", "state", "states", "district", "districts", "county", "prefecture", "territory", "department", "krai", "canton", "voivodeship", "republic", "municipality"]
)
TOWN_NOUNS = frozenset(["city", "town", "village", "suburb", "neighborhood", "neighbourhood", "metro", "area", "capital"])
# what stands in a town and takes its name from it or from a person: the whole phrase is the place
SITES = frozenset(
    ["airport", "airbase", "base", "camp", "hospital", "hotel", "crossing", "checkpoint", "square", "mosque", "church", "cathedral", "synagogue", "temple", "palace", "prison", "jail", "bridge", "stadium", "port", "harbour", "harbor", "station", "university", "school", "market", "refinery", "dam", "plant", "embassy", "consulate", "headquarters", "street", "avenue", "road", "highway", "park", "building", "tower", "castle", "barracks", "border", "island", "islands", "peninsula", "valley", "mountains", "mountain", "river", "lake", "bay", "strait", "gulf", "sea", "desert", "offices", "office"]
)
# "Bank of England", "Duke of York": the place is part of another thing's name
OF_HEADS = frozenset(
    ["bank", "university", "college", "church", "duke", "duchess", "prince", "princess", "earl", "bishop", "archbishop", "institute", "museum", "council", "party", "front", "army", "movement", "association", "chamber", "times", "voice", "league", "federation", "union", "society", "journal", "brigades", "order", "knights", "academy", "school", "lord", "treaty", "declaration", "statute", "archdiocese", "diocese", "patriarch", "brotherhood", "organization", "organisation", "commonwealth", "community", "conference", "forum", "alliance", "coalition", "guard", "guards"]
)
# titles before a person's name that is also a place's: "President Lincoln"
TITLES = frozenset(
    ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady", "president", "minister", "senator", "sen.", "rep.", "gov.", "governor", "general", "gen.", "col.", "colonel", "judge", "justice", "king", "queen", "prince", "princess", "pope", "chancellor", "premier", "mayor", "secretary", "ambassador", "chairman", "professor", "prof.", "captain", "sgt.", "officer", "sheikh", "ayatollah", "imam", "st.", "saint"]
)
# names of towns that are first of all English words: only a place where the parser says so after a preposition
COMMON = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "of", "man", "nice", "reading", "mobile", "bath", "hit", "split", "most", "orange", "deal", "police", "march", "may", "april", "june", "july", "august", "union", "center", "central", "media", "republic", "enterprise", "independence", "liberty", "democrat", "president", "star", "post", "normal", "and", "the", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "january", "february", "september", "october", "november", "december", "christmas", "easter", "asia-pacific", "god", "internet", "web", "senate", "congress", "parliament", "house", "court", "government", "ministry", "army", "navy", "battle", "battles", "progress", "justice", "sandy", "sky", "sun", "moon", "earth", "mercury", "venus", "mars", "troy", "phoenix", "best", "young", "brown", "white", "green", "black", "king", "queen", "prince", "lord", "street", "north", "south", "east", "west", "state", "states", "university", "college", "hospital", "school", "church", "airport", "park", "city", "town", "village", "county", "district", "province", "region", "islam", "muslim", "christian", "jew", "israeli", "arab", "general", "major", "captain", "minister", "chief", "commission", "council", "team", "party", "news", "times", "times", "press", "radio", "today", "english", "french", "german", "spanish", "male", "same", "so", "no", "bar", "era", "same", "van", "son", "young", "many", "much", "other", "another", "second", "first", "third", "one", "two", "three", "how", "why", "when", "who", "what", "this", "that", "these", "those", "mission", "force", "forces", "security", "defence", "defense", "foreign", "affairs", "office", "board", "bank", "group", "company", "media", "civil", "war", "peace", "love", "hope", "faith", "victory", "freedom", "friendship", "unity", "harmony", "paradise", "eden", "ideal", "success", "opportunity", "home", "page", "media", "site", "hill", "lake", "river", "mountain", "valley", "bay", "beach", "island", "opposition", "here"]
)
# nouns that take a place by "of": "the town of Sinjar", "east of Aleppo"
OF_PLACE = frozenset(
    ["city", "town", "village", "capital", "port", "province", "region", "district", "suburb", "suburbs", "outskirts", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "center", "centre", "heart", "streets", "area", "areas", "part", "parts", "neighborhood", "neighbourhood", "coast", "coasts", "island", "border", "borders", "side", "governorate", "state", "county", "camp", "republic", "kingdom", "shores", "shore", "vicinity", "siege", "fall", "capture", "liberation", "invasion", "occupation", "northern", "southern", "enclave", "stronghold", "hub", "resort", "bombing", "shelling", "bombardment", "battle", "map", "rest", "most", "people", "government", "president", "king", "miles", "kilometers", "kilometres", "km"]
)
# "50 km south of Aleppo"
BESIDE = frozenset(
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west", "south-east", "south-west", "miles", "kilometers", "kilometres", "km", "outskirts", "vicinity"]
)
