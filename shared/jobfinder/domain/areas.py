"""Which countries the areas of postings are made of: "Europe", "EMEA", "DACH", "worldwide".

Members follow the UN geoscheme (https://unstats.un.org/unsd/methodology/m49/) and the European Union's own list. Where
usage differs (is Turkey in "Europe"? is Israel in "EMEA Europe"?), the country is disputed: neither in nor out.
"""

from __future__ import annotations

from functools import cache

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_WESTERN = "AT BE FR DE LI LU MC NL CH"
_NORTHERN = "DK EE FI IS IE LV LT NO SE GB AX FO IM JE GG"
_SOUTHERN = "AL AD BA HR GI GR IT MT ME MK PT SM RS SI ES VA XK"
_EASTERN = "BG CZ HU MD PL RO SK UA"
_EUROPE = f"{_WESTERN} {_NORTHERN} {_SOUTHERN} {_EASTERN} CY"
_MIDDLE_EAST = "AE BH IL IQ IR JO KW LB OM PS QA SA SY YE"
_NORTH_AFRICA = "DZ EG LY MA TN SD"
_SUB_SAHARAN = (
    "AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MR MU MZ NA NE NG RW ST SN "
    "SC SL SO ZA SS TZ TG UG ZM ZW"
)
_SOUTHEAST_ASIA = "BN KH ID LA MY MM PH SG TH TL VN"
_EAST_ASIA = "CN HK JP KR MO MN TW KP"
_SOUTH_ASIA = "BD BT IN LK MV NP PK AF"
_CENTRAL_ASIA = "KZ KG TJ TM UZ"
_OCEANIA = "AU NZ FJ PG SB VU WS TO KI FM MH NR PW TV"
_CENTRAL_AMERICA = "BZ CR GT HN NI PA SV"
_CARIBBEAN = "AG BB BS CU DM DO GD HT JM KN LC TT VC PR"
_SOUTH_AMERICA = "AR BO BR CL CO EC GY PE PY SR UY VE"

# area | members | disputed
_AREAS = {
    "European Union": (_EU, ""),
    "Europe": (_EUROPE, "TR RU BY GE AM AZ KZ"),
    "EMEA": (f"{_EUROPE} {_MIDDLE_EAST} {_NORTH_AFRICA} {_SUB_SAHARAN} TR", "RU BY GE AM AZ KZ"),
    "DACH": ("DE AT CH", "LI"),
    "Nordics": ("DK FI IS NO SE", "EE AX FO GL"),
    "Baltics": ("EE LV LT", ""),
    "Benelux": ("BE NL LU", ""),
    "Iberia": ("ES PT", "AD GI"),
    "CEE": ("BG HR CZ EE HU LV LT PL RO SK SI UA MD RS BA ME MK AL XK", "AT DE GR RU BY TR"),
    "Western Europe": (f"{_WESTERN} GB IE", "DK ES PT IT SE NO FI IS"),
    "Southern Europe": (f"{_SOUTHERN} CY", "TR BG RO FR"),
    "Northern Europe": (_NORTHERN, "DE NL PL"),
    "Central Europe": ("AT CZ DE HU PL SK SI CH LI", "HR RO LT"),
    "UK & Ireland": ("GB IE", "IM JE GG"),
    "Middle East": (f"{_MIDDLE_EAST} EG", f"TR CY {_NORTH_AFRICA}"),
    "Africa": (f"{_NORTH_AFRICA} {_SUB_SAHARAN}", ""),
    "Sub-Saharan Africa": (_SUB_SAHARAN, "SD"),
    "APAC": (f"{_SOUTHEAST_ASIA} {_EAST_ASIA} {_SOUTH_ASIA} {_OCEANIA}", f"{_CENTRAL_ASIA} RU"),
    "Asia": (
        f"{_SOUTHEAST_ASIA} {_EAST_ASIA} {_SOUTH_ASIA} {_CENTRAL_ASIA} {_MIDDLE_EAST}",
        "TR RU GE AM AZ CY",
    ),
    "Southeast Asia": (_SOUTHEAST_ASIA, ""),
    "ANZ": ("AU NZ", ""),
    "Oceania": (_OCEANIA, ""),
    "CIS": ("AM AZ BY KZ KG MD RU TJ UZ", "GE UA TM"),
    "North America": ("US CA", f"MX PR GL {_CENTRAL_AMERICA} {_CARIBBEAN}"),
    "Central America": (_CENTRAL_AMERICA, "MX"),
    "South America": (_SOUTH_AMERICA, ""),
    "LATAM": (f"{_CENTRAL_AMERICA} {_SOUTH_AMERICA} MX CU DO PR", _CARIBBEAN),
    "Americas": (f"US CA MX {_CENTRAL_AMERICA} {_CARIBBEAN} {_SOUTH_AMERICA}", "GL"),
}
_WORLD = "worldwide"


@cache
def _countries() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {name: (frozenset(sure.split()), frozenset(disputed.split())) for name, (sure, disputed) in _AREAS.items()}


def is_worldwide(area: str) -> bool:
    """Return whether the area is everywhere."""
    return area == _WORLD


def country_in_area(country: str, area: str) -> bool | None:
    """Return whether an ISO 3166-1 alpha-2 country lies in an area, None where that is disputed or not known."""
    if is_worldwide(area):
        return True
    if area not in _AREAS or not country:
        return None
    sure, disputed = _countries()[area]
    return True if country in sure else None if country in disputed else False


def area_in_area(inner: str, outer: str) -> bool | None:
    """Return whether one area lies in another, False where they share no country, None where they overlap."""
    if inner == outer or is_worldwide(outer):
        return True
    if inner not in _AREAS or outer not in _AREAS:
        return None
    (inside, doubtful), (outside, also_doubtful) = _countries()[inner], _countries()[outer]
    if inside <= outside:
        return True
    return None if (inside | doubtful) & (outside | also_doubtful) else False
