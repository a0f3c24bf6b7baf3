"""What houses put around, between and behind what they publish. Not here: how (``frame``)."""

from collections.abc import Sequence
from typing import Final

DATELINES: Final[Sequence[str]] = (
    "NEW YORK (Reuters) - ",
    "LONDON, Nov 14 (Reuters) - ",
    "WASHINGTON (AP) — ",
    "PARIS (AFP) - ",
    "TOKYO, March 3 (Kyodo) -- ",
    "FRANKFURT (dpa-AFX) - ",
    "(Bloomberg) -- ",
    "SAN FRANCISCO--(BUSINESS WIRE)--",
    "NEW YORK, Jan. 9, 2024 /PRNewswire/ -- ",
    "TORONTO, Oct. 02, 2023 (GLOBE NEWSWIRE) -- ",
    "(RTTNews) - ",
    "By Maria Okafor and Jens Lindqvist\n\nNEW YORK, June 6 (Reuters) - ",
    "Dow Jones Newswires -- ",
)
"""Where a report comes from, before its first word."""

SHORT_OPENINGS: Final[Sequence[str]] = (
    "Published March 3, 2024 10:22 ET | 3 min read",
    "Updated 14:05 GMT, 18 September 2023",
    "By Staff Writer | Markets | 4 comments",
    "Listen to this article · 4 min",
    "Home > Markets > Stocks",
    "EXCLUSIVE: MEMBERS ONLY",
    "Advertisement",
    "Image source: Getty Images",
    "Share this article: Facebook X LinkedIn WhatsApp Email",
    "Add us as a preferred source",
    "Stay up to date with the Morning Briefing: sign up here.",
    "Market Wire Daily",
    "You have 2 free articles left this month.",
)
"""Lines above a report."""

NOTES: Final[Sequence[str]] = (
    """\
Editor's note: This story has been updated with comments from analysts and the closing price of
the shares. An earlier version carried a wrong photo caption.""",
    "(Adds background in paragraphs 4 to 6)",
    """\
This article is part of our series on how companies manage a changing economy. It was first
published in the weekend edition and is free to read for registered users.""",
    "Correction: an earlier headline misspelled the name of a spokesperson.",
    """\
Good evening and welcome to the Closing Bell newsletter, where our desk picks the one report of
the day that every investor ought to have seen before dinner.""",
)
"""What editors say of a report."""

LINES_BETWEEN: Final[Sequence[str]] = (
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below",
    "Read also: What the bond market is telling us",
    "[Photo: a trader works on the floor of the exchange. Credit: Agency]",
    "Sign up for our free daily newsletter",
    "Related: Five charts on the state of the consumer",
    "Click here to see our interactive chart",
    "Watch: Why small caps could surprise this autumn",
)
"""Lines that part a report."""

SHORT_CLOSINGS: Final[Sequence[str]] = (
    "Advertisements",
    "Leave A Reply",
    "Leave a comment · Cancel reply",
    "Share on Facebook | Tweet | Print | Email",
    "Subscribe to our newsletter",
    "© 2024 Harbour Media Ltd. All rights reserved.",
    "Copyright 2023 The Ledger Group. All Rights Reserved.",
    "(Reporting by Ana Ruiz in Madrid; Editing by Paul Brandt)",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "Write to the author at newsroom@example.com",
    "Follow us on X: @marketdesk",
    "READ MORE",
    "-0-",
    "Contact: Investor Relations, +1 555 010 4477, ir@example.com",
    "Topics: stocks, earnings, economy",
)
"""Lines below a report."""

LONG_CLOSINGS: Final[Sequence[str]] = (
    """\
Disclaimer: The information on this site is provided for general purposes only and does not
constitute investment advice, a recommendation or an offer to buy or sell any security. Past
performance is not indicative of future results. You should consult a licensed adviser before
making any decision. We may hold positions in the instruments that are mentioned.""",
    """\
About the author: Peter Novak has covered markets since 2009. Before joining the desk he was an
analyst at a pension fund in Zurich. He lives in Bristol with two dogs and a very old bicycle, and
can be reached on social media.""",
    """\
This press release contains forward-looking statements within the meaning of the Private
Securities Litigation Reform Act of 1995. Such statements involve risks and uncertainties that
could cause actual results to differ materially. The company undertakes no obligation to update
them, except as required by law.""",
    """\
We use cookies and similar technologies to run this site, to measure audiences and to show
advertising that suits you. By choosing Accept all you agree to this; you can change your mind in
the settings at any time. Privacy policy. Terms of service. Cookie policy.""",
    """\
Want more stories like this? Join 45,000 readers who get our free briefing every weekday at 7 a.m.
Enter your address below, confirm it by the mail we send you, and cancel whenever you like. We
will never share your data with anyone.""",
    """\
The content was produced in whole or in part with an automated system and reviewed by an editor.
Quotes are delayed by at least 15 minutes. Market data is provided by third parties, without any
guarantee that it is complete or free of errors.""",
)
"""Paragraphs below a report."""

RELATED: Final[Sequence[str]] = (
    "Oracle shares rise 6% as cloud backlog tops $455 billion",
    "Why Nike's turnaround may take until 2026",
    "3 dividend stocks to hold for the next 10 years",
    "Bitcoin slips below $61,000 as ETF outflows reach $540 million",
    "Goldman lifts target on Caterpillar to $412",
    "Fed's Waller sees 2 more cuts this year",
    "Volkswagen to shut 3 plants, union says",
    "Intel's new chief executive plans 15,000 job cuts",
    "Gold hits record $2,790 an ounce",
    "Here is how much a $1,000 investment in Netflix made in 2010 would be worth today",
    "Airbus deliveries fall to 50 jets in September",
    "S&P 500 closes above 5,800 for the first time",
)
"""Headlines of other reports, beside one."""

SPONSORED: Final[Sequence[str]] = (
    """\
SPONSORED: Trade over 3,000 stocks without commission. Open an account with Brightline today and
get up to $500 in free shares. Capital at risk. Other fees may apply.""",
    """\
Paid post. Homeowners over 55 are rushing to claim this little-known benefit in 2024. See if you
qualify in less than 60 seconds.""",
    """\
From our partners: Why 4 out of 5 advisers now recommend Vantage Gold, and how to get your free
48-page guide to protecting your savings.""",
)
"""Advertisements that read like news."""
