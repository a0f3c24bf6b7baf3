"""Long templated news that differs in very little. Not here: short ones (``short``)."""

from collections.abc import Mapping
from typing import Final

from tests.accuracy.copies.kit import Template
from tests.accuracy.copies.templates.slots import (
    CITIES,
    MONTHS,
    PEOPLE,
    cents,
    pick,
    template,
    tenths,
)

TEMPLATES: Final[Mapping[str, Template]] = {
    "long: one price": template(
        "Gold steadies as traders await inflation figures",
        """Gold was steady on Tuesday as traders held back before inflation figures that could
        decide how soon the Federal Reserve lowers interest rates. Spot gold stood at ${price} an
        ounce in late morning trading in London. Futures in New York were little changed. The
        metal, which pays no interest, tends to gain when rates fall, and many traders expect a
        first cut by the end of the summer. "The market has made up its mind and is waiting for
        permission," said a trader at a bank in Zurich. Central banks have been buying for two
        years, and holdings of exchange-traded funds have begun to rise again after a long decline.
        Jewelers in India and China report that customers are coming back, though they choose
        lighter pieces than they did. Silver and platinum eased a little. Analysts at several banks
        have raised their forecasts for the end of the year, and most of them now see the metal
        above its present level. What might spoil the mood, they say, is a strong report on jobs or
        a sign that prices of services have begun to rise faster again. A spokesman for a mint in
        Perth said that sales of coins had been slow in the past month.""",
        price=cents(1_850, 2_750),
    ),
    "long: one share of votes": template(
        "",
        """Shareholders of a large maker of packaging approved the pay of its managers by {share}
        percent of the votes cast at the annual meeting, the company said. Two firms that advise
        investors had recommended to vote against, because part of the pay does not depend on
        results. The chairman told the meeting, which was held at a hotel near the airport, that
        the board had listened and would use other measures from next year on. A pension fund that
        holds a small stake asked why the company had spent more on buying back its own shares than
        on its plants. The chairman answered that both had been possible. A proposal that called
        for a report on plastics in the sea was turned down, and so was another that would have
        made it easier to call a special meeting. All directors were elected for another year. The
        meeting lasted for less than an hour. Employees of a plant that is to be closed stood at
        the door with signs; the company said it had offered most of them work elsewhere. It is to
        publish results for the quarter in about three weeks.""",
        share=tenths(51, 97),
    ),
    "long: the month": template(
        "Foundry orders: {month} report",
        """Orders at the foundries of the region rose in {month} for the third time in a row, a
        survey of purchasing managers showed, as makers of trucks and farm machines refilled their
        stocks. The index, in which readings above fifty point to growth, was a little higher than
        economists had expected. Managers said that delivery times had become shorter, that scrap
        had become cheaper and that skilled workers were as hard to find as ever. New orders from
        abroad fell again. "We are busy, but we do not know for how long," one manager wrote.
        Several complained about the cost of power, and one about the state of the roads. Employment
        was unchanged. The survey is taken in the second week of each month among about two hundred
        firms, and is watched by the central bank because it comes out earlier than official
        figures. The next one is due in about thirty days. Economists said that it fits a picture
        in which industry is past the worst, though hardly more than that.""",
        month=pick(MONTHS),
    ),
    "long: the verdict": template(
        "",
        """A jury in federal court on Friday found a former trader {verdict} of charges that he had
        misled clients about the price of bonds backed by mortgages. The decision came after two
        days of deliberation and a trial of three weeks, in which eleven witnesses were heard. The
        government had said that the man, who worked for a bank in Connecticut, made up offers by
        other sellers in order to charge more. His lawyers answered that the clients were
        professionals who knew what the bonds were worth, and that such talk was common in a market
        where everyone bluffs. The man, who is married and has two children, showed no emotion when
        the foreman read the decision. His lawyer put an arm around him. A spokesman for the
        prosecutors declined to comment. The case is one of several that began after a review of
        trading in such bonds, and lawyers said that it would be studied closely in the others.""",
        verdict=pick(["guilty", "not guilty", "guilty on some counts and not guilty on others"]),
    ),
    "long: the city": template(
        "Meal-kit company to open kitchen in {city}",
        """A company that delivers boxes of ingredients to people's homes will open a kitchen in
        {city}, its first in the state, and hire about three hundred people there by next summer.
        It has leased a former warehouse near the interstate and will spend the coming months on
        refrigeration and packing lines. The company, which was founded by two cooks, said that it
        wanted to be closer to customers, because every hour in a truck makes vegetables less
        fresh and boxes more expensive. Local officials offered a rebate on property tax for ten
        years and help with training. The mayor called it a sign that the area had recovered from
        the loss of a bottling plant. Sales of meal kits fell when restaurants opened again, and
        several competitors have given up. This one says that it has been profitable for two years
        because it sells simpler meals at lower prices. Hiring is to begin in the spring, with
        wages that start a little above what warehouses in the area pay.""",
        city=pick(CITIES),
    ),
    "long: the analyst": template(
        "",
        """{person}, who has followed airlines for more than two decades, told clients in a note on
        Monday to sell shares of carriers that depend on business travel and to hold on to those
        that fly people to beaches. Companies are sending fewer employees on trips, the note said,
        and those who go sit further back in the plane. Fares for the front rows have held up only
        because the airlines took seats out. Holiday travel, by contrast, has grown in each of the
        past six quarters. The note named no price targets, which is unusual. Investors have heard
        such warnings before, and shares of the sector have risen in spite of them. But the note
        arrived on a day on which a large consultancy told its staff that meetings by video are
        again to be the rule. An index of airline shares fell in afternoon trading, more than the
        market as a whole. Two carriers are due to report before the end of the week.""",
        person=pick(PEOPLE),
    ),
}
"""Each named after what differs."""
