"""The themes that ideas and plans are about, the same in every scheme so that they can be counted together."""

THEMES = (
    ("ontmoeten", "Elkaar ontmoeten"),
    ("eenzaamheid", "Minder eenzaamheid"),
    ("jong-en-oud", "Jong en oud samen"),
    ("gezondheid", "Gezond leven"),
    ("groen", "Groen in de buurt"),
    ("werk", "Werk en meedoen"),
    ("armoede", "Rondkomen met weinig geld"),
    ("taal", "Taal leren"),
    ("digitaal", "Omgaan met de computer"),
    ("mobiliteit", "Vervoer"),
    ("circulair", "Repareren en opnieuw gebruiken"),
)
