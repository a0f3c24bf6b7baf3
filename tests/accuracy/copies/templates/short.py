"""Short templated news, in which one word or figure makes another story. Not here: longer ones."""

from collections.abc import Mapping
from typing import Final

from tests.accuracy.copies.kit import Template
from tests.accuracy.copies.templates.slots import (
    CITIES,
    COUNTRIES,
    FIRMS,
    SMALL_FIRMS,
    TOKENS,
    WEEKDAYS,
    cents,
    pick,
    template,
    tenths,
    whole,
)

ORDINALS: Final = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
COUNTS: Final = "two three four five six seven eight nine ten eleven twelve".split()

TEMPLATES: Final[Mapping[str, Template]] = {
    "quarter in words": template(
        "",
        """Hollis Marine said on Monday that orders in the {quarter} quarter were in line with its
        plans. The shipyard will publish full results in about three weeks. It repeated its
        forecast for the year, and said that talks with a new customer were at an early stage.""",
        quarter=pick(["first", "second", "third", "fourth"]),
    ),
    "count in words": template(
        "",
        """Kestrel Optics will close {count} of its shops in the coming months, the company said
        in a letter to employees. Customers will be able to pick up their glasses at other shops
        nearby. All workers in the shops that close are to be offered positions elsewhere.""",
        count=pick(COUNTS),
    ),
    "million or billion": template(
        "",
        """Granite Peak Bancorp has set aside ${number} {scale} to cover loans to developers of
        offices that may not be repaid, a filing showed. The bank said the amount was adequate, and
        that most borrowers were paying on time. Its auditor signed the accounts.""",
        number=pick(["1.2", "2.4", "3.1"]),
        scale=pick(["million", "billion"]),
    ),
    "streak": template(
        "Pump maker's shares fall for {ordinal} day",
        """Shares of Danforth Pumps fell for the {ordinal} day in a row on the stock exchange, as
        investors weighed a lawsuit over leaking valves. Volume was higher than usual. The company
        has said that it will defend itself, and that no one was hurt by the leaks.""",
        ordinal=pick(ORDINALS),
    ),
    "weekday": template(
        "",
        """Juniper Ridge Mining will resume work at its largest pit on {weekday} after an inspection
        found that the slope is stable. The company had stopped work when a crack was seen. It said
        that the pause would not change its plans for output this year.""",
        weekday=pick(WEEKDAYS),
    ),
    "year": template(
        "",
        """Elmira Steel said that its new furnace, which melts scrap by electricity, would be ready
        in {year}. Until then the old furnaces will go on burning coal. The project is paid for in
        part by the state, which wants industry to emit less.""",
        year=pick([str(year) for year in range(2_026, 2_040)]),
    ),
    "yes or no": template(
        "",
        """The board of Brightwater Foods has {verb} the offer made by a rival last month, people
        with knowledge of the matter said. The offer was worth a fifth more than the price of the
        shares before it became known. Both companies declined to comment on the decision.""",
        verb=pick(["accepted", "rejected"]),
    ),
    "beat or miss": template(
        "Cisco Systems {verb} estimates",
        """Quarterly revenue at Cisco Systems {verb} the average estimate of analysts on Wednesday.
        The maker of network gear said customers had changed the pace of their orders. Executives
        were to speak to analysts later. The stock moved after the close of regular trading.""",
        verb=pick(["beats", "misses", "matches"]),
    ),
    "person and place": template(
        "",
        """{firm} has hired a former official of the trade ministry of {country} to advise it on
        new markets. The official left the government in the spring. Rules on such moves call for
        a pause of six months, which the company said was observed.""",
        firm=pick(SMALL_FIRMS),
        country=pick(COUNTRIES),
    ),
    "liquidations": template(
        "",
        """Traders who had bet on higher prices of {token} lost about ${amount} million in forced
        sales over the past day, figures of an analytics firm show. The largest single position was
        closed on an exchange in Asia. Funding rates have since returned to normal.""",
        token=pick(TOKENS),
        amount=whole(12, 480),
    ),
    "delays": template(
        "",
        """Flights at the airport of {city} were delayed by up to {minutes} minutes on {weekday}
        because of {cause}, the aviation authority said. Airlines asked passengers to check the
        state of their flights before they leave home. Normal service was expected by evening.""",
        city=pick(CITIES),
        minutes=whole(25, 190),
        weekday=pick(WEEKDAYS),
        cause=pick(["low clouds", "strong winds", "a lack of controllers", "thunderstorms"]),
    ),
    "moving average": template(
        "{firm} stock crosses {side} 200-day moving average",
        """Shares of {firm} crossed {side} their 200-day moving average in trading on {weekday},
        changing hands as {extreme} as ${price} a share. Such crossings are watched by traders who
        go by charts. The average is calculated from closing prices of the past ten months.""",
        firm=pick(FIRMS),
        side=pick(["above", "below"]),
        weekday=pick(WEEKDAYS),
        extreme=pick(["high", "low"]),
        price=cents(20, 500),
    ),
    "short interest": template(
        "",
        """Short interest in {firm} {verb} to {percent} percent of its shares at the middle of the
        month, exchange data showed. At the usual volume it would take {days} days to buy all of
        them back. The average of its peers is somewhat lower.""",
        firm=pick(FIRMS),
        verb=pick(["rose", "fell"]),
        percent=tenths(1, 25),
        days=tenths(1, 9),
    ),
}
"""Each named after what differs."""
