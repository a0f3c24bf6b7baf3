"""Templated news of courts, laboratories, offerings and offices. Not here: results, prices."""

from collections.abc import Mapping
from typing import Final

from tests.accuracy.copies.kit import Template
from tests.accuracy.copies.templates.slots import (
    CITIES,
    COUNTRIES,
    FIRMS,
    MONTHS,
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
    "trial: drug and result": template(
        "Fernhill drug {verb} main goal of late-stage trial",
        """Fernhill Biotherapeutics said on {weekday} that its experimental medicine {drug} {verb}
        the main goal of a late-stage trial in {patients} patients with {disease}. The difference
        to placebo was {percent} percent after twenty-four weeks. Side effects were mostly mild.
        The company plans to present the full data at a medical meeting.""",
        verb=pick(["meets", "misses"]),
        weekday=pick(WEEKDAYS),
        drug=pick(["FH-101", "FH-202", "FH-317", "FH-420", "FH-555"]),
        patients=whole(180, 2_400),
        disease=pick(["psoriasis", "asthma", "migraine", "gout", "lupus"]),
        percent=tenths(3, 40),
    ),
    "approval: drug only": template(
        "",
        """The Food and Drug Administration has approved {drug} for adults with moderate to severe
        eczema, its maker Pfizer said. The pill is to be available in the United States within
        weeks, at a price that has not been disclosed. The decision was based on two trials in
        which patients had clearer skin after four months than those who took a placebo.""",
        drug=pick(["Zelvora", "Tamirix", "Oprenza", "Duvelio", "Kastrel", "Minovay", "Renluxa"]),
    ),
    "ruling: parties": template(
        "Judge rules for {firm} in patent case",
        """A federal judge in Delaware has ruled that {firm} did not infringe a patent held by
        {other}, ending a dispute that began four years ago. The judge wrote that the claims were
        not met by the products in question. A lawyer for {other} said that the company was
        disappointed and was considering an appeal. {firm} welcomed the decision.""",
        firm=pick(FIRMS),
        other=pick(SMALL_FIRMS),
    ),
    "ruling: fine": template(
        "",
        """Regulators have fined {firm} {amount} million euros for breaking rules on the handling
        of customer data in {country}. The authority said the company had kept records for longer
        than it was allowed to and had not told users clearly enough what they were for. The
        company said it would appeal and that it had since changed its practice.""",
        firm=pick(FIRMS),
        amount=whole(2, 800),
        country=pick(COUNTRIES),
    ),
    "lawsuit notice: firm and deadline": template(
        "Deadline reminder for {firm} investors",
        """The law firm of Adler & Voss reminds investors that a class action has been filed on
        behalf of shareholders who bought securities of {firm} between {begin} and {end}. Investors
        who suffered losses have until {deadline} to ask the court to be appointed lead plaintiff.
        The complaint alleges that the company made false or misleading statements. No class has
        been certified yet.""",
        firm=pick([*FIRMS, *SMALL_FIRMS]),
        begin=day,
        end=day,
        deadline=day,
    ),
    "lawsuit notice: deadline only": template(
        "",
        """Shareholders of Juniper Ridge Mining who bought shares last year are reminded by the law
        firm of Adler & Voss that they have until {deadline} to seek the role of lead plaintiff in
        a pending class action. The complaint says that the company overstated the grade of ore at
        its largest pit. Participation comes at no cost, and no class has been certified.""",
        deadline=day,
    ),
    "offering: price": template(
        "{firm} prices initial public offering",
        """{firm} priced its initial public offering of {shares} shares at ${price} each, within
        the range that it had marketed. The offering values the company at about ${value} billion.
        The shares are expected to begin trading on {weekday} on the New York Stock Exchange. The
        underwriters have an option to buy further shares for thirty days.""",
        firm=pick(SMALL_FIRMS),
        shares=whole(5_000_000, 40_000_000),
        price=cents(12, 40),
        value=tenths(1, 9),
        weekday=pick(WEEKDAYS),
    ),
    "offering: notes, coupon only": template(
        "",
        """Chevron has priced an offering of senior notes with a coupon of {coupon} percent that
        are due in ten years. The company intends to use the proceeds for general corporate
        purposes, which may include the repayment of commercial paper. Several banks act as joint
        managers. The sale is expected to close next week, subject to customary conditions.""",
        coupon=cents(3.5, 6.4),
    ),
    "jobs: state figures": template(
        "{country} unemployment rate at {rate}%",
        """The unemployment rate in {country} was {rate} percent in {month}, the statistics office
        said, compared with {before} percent a month earlier. The number of people without a job
        stood at {number}. Economists had expected little change. Employers in industry cut jobs,
        while those in health care and in construction took on more people.""",
        country=pick(COUNTRIES),
        rate=tenths(2.5, 12),
        month=pick(MONTHS),
        before=tenths(2.5, 12),
        number=whole(90_000, 3_000_000),
    ),
    "prices: month only": template(
        "",
        """Consumer prices rose less than expected in {month}, official figures showed, as cheaper
        fuel made up for dearer services. Underlying inflation, which leaves out energy and food,
        was unchanged from the month before. Economists said that the figures would do little to
        change the course of the central bank, which has said it wants to see more evidence.""",
        month=pick(MONTHS),
    ),
    "quake: place and strength": template(
        "",
        """An earthquake of magnitude {strength} struck {distance} kilometres off the coast of
        {country} on {weekday}, the geological survey said. It was at a depth of {depth}
        kilometres. There were no immediate reports of damage or casualties, and no tsunami warning
        was issued. Refineries and ports in the region were working normally.""",
        strength=tenths(4.5, 7.2),
        distance=whole(12, 180),
        country=pick(COUNTRIES),
        weekday=pick(WEEKDAYS),
        depth=whole(10, 90),
    ),
    "sale of a house: place and price": template(
        "",
        """The median price of a house in {city} was ${price} in {month}, a change of {percent}
        percent from a year before, the association of realtors said. Homes stayed on the market
        for {days} days. Agents said that buyers were waiting for lower rates, and that sellers
        were slow to accept what the market would pay.""",
        city=pick(CITIES),
        price=whole(250_000, 900_000),
        month=pick(MONTHS),
        percent=tenths(0.3, 12),
        days=whole(14, 70),
    ),
    "notice: docket and person": template(
        "",
        """The Commission has barred {person} from acting as a broker or investment adviser, under
        docket number {code}. Without admitting or denying the findings, the former adviser agreed
        to the order. According to it, clients were charged fees that they had not been told of.
        The order also calls for the payment of a civil penalty.""",
        person=pick(PEOPLE),
        code=code,
    ),
}
"""Each named after what it is of, and what differs."""
