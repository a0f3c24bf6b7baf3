"""Templated news of firms: results, dividends, insiders, filings. Not here: their prices."""

from collections.abc import Mapping
from typing import Final

from tests.accuracy.copies.kit import Template
from tests.accuracy.copies.templates.slots import (
    CITIES,
    FIRMS,
    PEOPLE,
    SMALL_FIRMS,
    WEEKDAYS,
    cents,
    code,
    day,
    pick,
    template,
    tenths,
    whole,
)

TEMPLATES: Final[Mapping[str, Template]] = {
    "earnings: firm and numbers": template(
        "{firm} quarterly profit beats estimates",
        """{firm} on Thursday reported quarterly earnings of ${eps} per share, which beat the
        analyst consensus estimate of ${estimate} by {beat} percent. The company reported quarterly
        sales of ${sales} billion, against the consensus estimate of ${expected} billion. This is a
        {growth} percent increase over sales in the same period last year.""",
        firm=pick(FIRMS),
        eps=cents(0.2, 6),
        estimate=cents(0.2, 6),
        beat=tenths(1, 30),
        sales=tenths(1, 90),
        expected=tenths(1, 90),
        growth=tenths(1, 30),
    ),
    "earnings: one number": template(
        "",
        """Brightwater Foods Inc. reported third-quarter net income of ${income} million on
        Wednesday. The packaged food maker, based in Omaha, Nebraska, said results were helped by
        lower freight costs and by steady demand for its frozen meals. Chief Executive Helen
        Baptiste said that the company had taken market share in every region in which it operates
        and that it would go on investing in its plants. The board kept the outlook for the full
        year unchanged. A conference call with analysts is to be held on Thursday morning.""",
        income=tenths(20, 90),
    ),
    "earnings: small firm only": template(
        "{firm}: fiscal second-quarter earnings snapshot",
        """{firm} on Tuesday reported fiscal second-quarter net income of $14.2 million. On a
        per-share basis, the company said it had profit of 36 cents. The results topped Wall Street
        expectations. The average estimate of four analysts surveyed was for earnings of 31 cents
        per share. The company posted revenue of $188.7 million in the period.""",
        firm=pick(SMALL_FIRMS),
    ),
    "guidance: direction": template(
        "Calder Robotics {verb} full-year revenue forecast",
        """Calder Robotics {verb} its forecast for annual revenue on Monday, citing the pace of
        orders from makers of cars and batteries. The company, which builds arms for assembly
        lines, now expects revenue to be {side} its earlier range for the year that ends in
        September. Finance chief Marcus Feld told analysts that the change reflects what customers
        have said about their own spending in the past six weeks.""",
        verb=pick(["raises", "cuts", "reaffirms", "withdraws"]),
        side=pick(["above", "below", "within", "outside"]),
    ),
    "dividend: amount and dates": template(
        "",
        """{firm} declared a quarterly cash dividend of ${amount} per share on its common stock.
        The dividend is payable on {paid} to shareholders of record at the close of business on
        {record}. The company has paid a dividend in each quarter since its shares were listed.
        The board reviews its policy every year and expects to continue to pay dividends, subject
        to results, capital needs and the approval of the directors.""",
        firm=pick(FIRMS),
        amount=cents(0.1, 2),
        paid=day,
        record=day,
    ),
    "dividend: date only": template(
        "",
        """The board of Granite Peak Bancorp has declared a regular quarterly dividend of $0.42 per
        share. It is payable to shareholders of record as of {record}. Granite Peak, the holding
        company of a bank with branches in Idaho and Montana, has raised its dividend in each of
        the past nine years. The stock yields about three percent at its latest price.""",
        record=day,
    ),
    "appointment: person": template(
        "Elmira Steel names new finance chief",
        """Elmira Steel said on Friday that it had named {person} as chief financial officer, with
        effect from the first of next month. {person} has worked for the company since 2016 and
        succeeds a predecessor who is retiring after a long career. The board thanked the outgoing
        officer for years of service and said the handover would be completed in the autumn. Shares
        of the company were little changed in afternoon trading.""",
        person=pick(PEOPLE),
    ),
    "appointment: firm and person": template(
        "",
        """{firm} has appointed {person} to its board of directors as an independent member. With
        the appointment the board has eleven members, nine of whom are independent. {person} will
        serve on the audit committee. The company said the choice followed a search that took most
        of a year and was led by an outside adviser.""",
        firm=pick([*FIRMS, *SMALL_FIRMS]),
        person=pick(PEOPLE),
    ),
    "insider sale: several": template(
        "{firm} director sells shares",
        """A director of {firm}, {person}, sold {shares} shares of the company's stock in a
        transaction on {date}. The shares were sold at an average price of ${price}, for a total
        value of ${total}. Following the sale the director owns {left} shares of the company. The
        transaction was disclosed in a filing with the Securities and Exchange Commission, which is
        available on its website.""",
        firm=pick(FIRMS),
        person=pick(PEOPLE),
        shares=whole(500, 90_000),
        date=day,
        price=cents(20, 500),
        total=whole(100_000, 9_000_000),
        left=whole(1_000, 400_000),
    ),
    "insider sale: shares only": template(
        "",
        """Kestrel Optics Chief Executive Yuki Tanaka sold {shares} shares of the company in an
        open-market transaction, according to a regulatory filing. The sale was made under a
        trading plan that was adopted a year ago. Insiders of the lens maker have sold stock in
        each of the past five quarters, and none has bought any. The company did not respond to a
        request for comment.""",
        shares=whole(1_000, 90_000),
    ),
    "filing: number of the file": template(
        "Form 8-K filed by Ironbridge Software",
        """Ironbridge Software has filed a current report on Form 8-K with the Securities and
        Exchange Commission under file number {code}. The report covers entry into a material
        definitive agreement. The full text of the filing can be found on the website of the
        Commission. Investors are advised to read it together with the company's annual report.""",
        code=code,
    ),
    "filing: stake": template(
        "",
        """{person} has reported a stake of {share} percent in {firm}, a filing with the regulator
        showed on {weekday}. The holding was {before} percent at the end of the previous quarter.
        The investor said that the shares were bought for investment, and that talks with the board
        about strategy were possible.""",
        person=pick(PEOPLE),
        share=tenths(5, 15),
        firm=pick(SMALL_FIRMS),
        weekday=pick(WEEKDAYS),
        before=tenths(1, 5),
    ),
    "contract: value and buyer": template(
        "Hollis Marine wins order for ferries",
        """Hollis Marine has won an order worth ${value} million to build two ferries for the port
        of {city}, the shipyard said on {weekday}. The vessels will run on batteries and are to be
        delivered within three years. The order secures work for about four hundred people at the
        yard. Hollis said that it was in talks with other operators about ships of the same
        design.""",
        value=whole(60, 400),
        city=pick(CITIES),
        weekday=pick(WEEKDAYS),
    ),
    "contract: defence list": template(
        "",
        """{firm}, {city}, is awarded a ${value} cost-plus-fixed-fee modification to a previously
        awarded contract for engineering services. Work will be performed in {city} and is expected
        to be completed by {date}. No funds will be obligated at the time of award. The contract
        was not competitively procured. The contracting activity is the Naval Sea Systems
        Command.""",
        firm=pick([*FIRMS, *SMALL_FIRMS]),
        city=pick(CITIES),
        value=whole(7_000_000, 90_000_000),
        date=day,
    ),
    "recall: units": template(
        "Ford Motor recalls vehicles over rear camera",
        """Ford Motor is recalling {units} vehicles in the United States because the image of the
        rearview camera may fail to appear, the safety regulator said. Dealers will update the
        software free of charge. The company is not aware of any accident that was caused by the
        defect. Owners are to be notified by mail.""",
        units=whole(2_000, 500_000),
    ),
    "layoffs: place": template(
        "",
        """Walmart will close its distribution center in {city}, a notice filed with the state
        showed, affecting several hundred workers. The retailer said that it would help them to
        find other jobs within the company. The site was opened twelve years ago. Its work will be
        moved to newer centers that are more automated, a spokesperson said.""",
        city=pick(CITIES),
    ),
}
"""Each named after what it is of, and what differs."""
