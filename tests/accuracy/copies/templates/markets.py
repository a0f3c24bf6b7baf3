"""Templated news of markets: prices, ratings, indices, tokens. Not here: firms (``firms``)."""

from collections.abc import Mapping
from typing import Final

from tests.accuracy.copies.kit import Template
from tests.accuracy.copies.templates.slots import (
    CITIES,
    COUNTRIES,
    FIRMS,
    PEOPLE,
    TOKENS,
    WEEKDAYS,
    cents,
    day,
    pick,
    template,
    tenths,
    whole,
)

UP: Final = pick(["rises", "falls", "jumps", "drops", "edges up", "edges down"])

TEMPLATES: Final[Mapping[str, Template]] = {
    "price move: firm and numbers": template(
        "{firm} shares {verb} {percent}%",
        """Shares of {firm} traded {direction} {percent}% on {weekday}. The stock opened at ${open}
        and last changed hands at ${last}, on volume of about {volume} million shares, against a
        daily average of {average} million. The company has a market value of ${value} billion. The
        fifty-day moving average of the stock is ${moving}.""",
        firm=pick(FIRMS),
        verb=UP,
        direction=pick(["up", "down"]),
        percent=tenths(1, 12),
        weekday=pick(WEEKDAYS),
        open=cents(20, 500),
        last=cents(20, 500),
        volume=tenths(1, 90),
        average=tenths(1, 90),
        value=tenths(20, 900),
        moving=cents(20, 500),
    ),
    "price move: level only": template(
        "Bitcoin {verb} {level}",
        """The price of the largest cryptocurrency moved through ${level} in Asian trade as
        investors weighed flows into exchange-traded funds against the outlook for interest rates.
        Traders said liquidity was thin and that stops had been triggered on several venues.
        Options data showed demand for protection over the coming weeks, while funding rates on
        perpetual futures were close to neutral.""",
        verb=pick(["passes"]),
        level=whole(52_000, 118_000),
    ),
    "price move: direction": template(
        "",
        """Oil prices {verb} on {weekday} as traders weighed supply from the producers' group
        against worries about demand. The more active contract was set for a weekly {noun}. Traders
        were waiting for figures on stocks in the United States, which are due later in the day,
        and for any sign of a change in policy at the group's next meeting. Refining margins were
        little changed.""",
        verb=pick(["rose", "fell", "were flat", "whipsawed"]),
        weekday=pick(WEEKDAYS),
        noun=pick(["gain", "loss"]),
    ),
    "price move: token only": template(
        "{token} gains 4.2% as traders return",
        """{token} gained 4.2% over the past day as traders returned after a quiet weekend. Volume
        on spot markets was about a third higher than the week's average. Analysts pointed to a
        calmer tone in bond markets and to fresh money in stablecoins. They cautioned that the
        move could fade if support does not hold when New York opens.""",
        token=pick(TOKENS),
    ),
    "rating: firm, house and target": template(
        "{firm} price target {verb} to ${target} at {house}",
        """{house} {verb} its price target on {firm} to ${target} from ${before} in a research note
        published on {weekday}. The firm kept its {rating} rating on the stock. Several other
        analysts have also weighed in recently. According to data from the exchange, the stock has
        a consensus rating of moderate buy and an average target of ${average}.""",
        firm=pick(FIRMS),
        verb=pick(["raised", "lowered"]),
        target=whole(40, 600),
        before=whole(40, 600),
        house=pick(["Northgate Securities", "Halden & Co", "Meridian Capital", "Orchard Research"]),
        weekday=pick(WEEKDAYS),
        rating=pick(["overweight", "neutral", "buy", "hold"]),
        average=cents(40, 600),
    ),
    "rating: target only": template(
        "",
        """Analysts at Halden & Co raised their price target on Qualcomm to ${target}, while they
        kept their buy rating. In a note to clients they wrote that handset makers are rebuilding
        stocks of chips, and that the company's push into cars is beginning to show in its numbers.
        They see risks in licensing disputes and in a customer that builds its own modem.""",
        target=whole(150, 260),
    ),
    "rating: direction": template(
        "Orchard Research {verb} Starbucks to {rating}",
        """Orchard Research {verb} Starbucks to {rating} in a note on Tuesday. The analysts said
        that their view of traffic in the chain's cafes in the United States and China had changed
        after a survey of customers and a round of visits. The shares were active before the bell.
        The company is due to report results in about four weeks.""",
        verb=pick(["upgraded", "downgraded"]),
        rating=pick(["buy", "hold", "sell"]),
    ),
    "index: close": template(
        "",
        """The S&P 500 {verb} {points} points, or {percent} percent, to {level} on {weekday}. The
        Dow Jones Industrial Average {second} {dow} points to {dow_level}. The Nasdaq composite
        ended at {nasdaq}. Advancing issues outnumbered decliners on the New York Stock Exchange,
        and about eleven billion shares changed hands on all exchanges.""",
        verb=pick(["rose", "fell"]),
        points=tenths(5, 90),
        percent=tenths(0.1, 2),
        level=cents(3_900, 5_900),
        weekday=pick(WEEKDAYS),
        second=pick(["added", "lost"]),
        dow=tenths(20, 600),
        dow_level=cents(33_000, 43_000),
        nasdaq=cents(12_000, 18_900),
    ),
    "index: country": template(
        "",
        """{country} stocks were {tone} after the close on {weekday}, as losses in the utilities,
        banking and telecoms sectors led shares. At the close of trade the main index was changed
        by {percent}%. The best performers of the session were exporters, while retailers were
        among the worst. Falling stocks outnumbered advancing ones.""",
        country=pick(COUNTRIES),
        tone=pick(["lower", "higher", "mixed"]),
        weekday=pick(WEEKDAYS),
        percent=cents(0.05, 2.5),
    ),
    "listing: token and date": template(
        "Exchange to list {token}",
        """A large exchange will list {token} in its innovation zone and open spot trading against
        stablecoins on {date} at 08:00 UTC. Users can start depositing the token now in
        preparation for trading. Withdrawals will open one day later. The exchange reminds users
        that new tokens carry a higher risk and that prices may be subject to high volatility.""",
        token=pick([*TOKENS, "Quillnet", "Ambertide", "Nimbus Protocol", "Ferro Finance"]),
        date=day,
    ),
    "rates: decision": template(
        "{country} central bank {verb} rate",
        """The central bank of {country} {verb} its benchmark interest rate by {points} basis
        points to {level} percent on {weekday}, in line with the forecast of most economists in a
        poll. The bank said inflation was moving towards its target, but that wages and services
        prices called for caution. The next decision is due in six weeks.""",
        country=pick(COUNTRIES),
        verb=pick(["raised", "cut"]),
        points=pick(["25", "50", "75"]),
        level=cents(1, 9),
        weekday=pick(WEEKDAYS),
    ),
    "options: activity": template(
        "Unusual options activity in {firm}",
        """Traders bought {calls} call options on {firm} on {weekday}, about {times} times the
        typical volume. The most active contract was the ${strike} call that expires on {date}.
        Implied volatility rose to {volatility} percent. The put to call ratio for the day stood at
        {ratio}, which is well below its average of the past month.""",
        firm=pick(FIRMS),
        calls=whole(9_000, 90_000),
        weekday=pick(WEEKDAYS),
        times=tenths(2, 9),
        strike=whole(50, 500),
        date=day,
        volatility=tenths(25, 80),
        ratio=cents(0.2, 0.8),
    ),
    "most active: list": template(
        "Most active stocks",
        """These were the most active stocks on {weekday}: {one} with {a} million shares, {two}
        with {b} million shares, {three} with {c} million shares, and {four} with {d} million
        shares. The list counts shares that changed hands on all exchanges in the United States
        during the regular session, and leaves out those below five dollars.""",
        weekday=pick(WEEKDAYS),
        one=pick(FIRMS[:5]),
        two=pick(FIRMS[5:10]),
        three=pick(FIRMS[10:15]),
        four=pick(FIRMS[15:]),
        a=tenths(60, 150),
        b=tenths(40, 60),
        c=tenths(30, 40),
        d=tenths(10, 30),
    ),
    "highs: firm only": template(
        "{firm} hits 52-week high",
        """Shares of {firm} reached a new 52-week high during trading on Wednesday. The stock has
        been helped by a broad rally in its sector and by buybacks. Traders noted that momentum
        indicators point to an overbought market, though none of them saw a reason to sell yet. The
        company is expected to publish its quarterly results at the end of the month.""",
        firm=pick(FIRMS),
    ),
    "highs: price": template(
        "",
        """Shares of Deere touched a 52-week low of ${price} during the session, as the maker of
        tractors struggles with weak demand from farmers in the Midwest. Dealers hold more used
        machines than they would like, and lenders have become more careful. The stock is among
        the worst performers of its sector this year.""",
        price=cents(320, 420),
    ),
    "weather: city and degrees": template(
        "",
        """The National Weather Service has issued a heat advisory for {city} from noon to eight
        in the evening on {weekday}. Temperatures are expected to reach {degrees} degrees, with a
        heat index of up to {index}. Residents are urged to drink water, to stay out of the sun and
        to check on neighbors. Cooling centers will be open until ten.""",
        city=pick(CITIES),
        weekday=pick(WEEKDAYS),
        degrees=whole(94, 112),
        index=whole(100, 119),
    ),
    "fund flows: numbers": template(
        "Bitcoin funds see flows of ${total} million",
        """Exchange-traded funds that hold Bitcoin in the United States took in a net ${total}
        million on {date}, data compiled by an analytics firm showed. The largest fund took in
        ${first} million, followed by the second largest with ${second} million. Assets under
        management across the group stood at ${assets} billion.""",
        total=tenths(20, 700),
        date=day,
        first=tenths(20, 500),
        second=tenths(5, 90),
        assets=tenths(50, 130),
    ),
    "auction: yield": template(
        "",
        """The Treasury sold ten-year notes at a high yield of {high} percent on {weekday}, with a
        bid-to-cover ratio of {cover}. Indirect bidders, a group that includes foreign central
        banks, took {share} percent of the offering. Dealers were left with less than they usually
        are. Prices of notes that trade in the market were little changed after the sale.""",
        high=lambda random: f"{random.uniform(3.8, 4.9):.3f}",
        weekday=pick(WEEKDAYS),
        cover=cents(2.2, 2.8),
        share=tenths(55, 80),
    ),
    "poll: person and share": template(
        "",
        """{person} of Meridian Capital expects stocks to rise by {percent} percent by the end of
        the year, a survey of strategists showed. Most of those who were asked see profits growing
        and rates falling, although a recession, an election and the price of oil were named as
        risks. The survey was taken over the past two weeks among more than forty houses.""",
        person=pick(PEOPLE),
        percent=tenths(2, 15),
    ),
}
"""Each named after what it is of, and what differs."""
