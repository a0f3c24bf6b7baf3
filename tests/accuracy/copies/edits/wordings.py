"""Words that mean the same, here. Not here: where they are put (``words``)."""

from collections.abc import Mapping
from typing import Final


def _pairs(lines: str) -> dict[str, str]:
    """Read lines of pairs, one ``word: other`` each between semicolons."""
    pairs = (each.split(":") for each in lines.replace("\n", " ").split(";"))
    return {word.strip(): other.strip() for word, other in pairs}


SYNONYMS: Final[Mapping[str, str]] = _pairs(
    """
about: around; across: throughout; added: noted; after: following; again: once more;
agreed: consented; aim: goal; also: too; amid: during; announced: disclosed; annual: yearly;
because: as; begin: start; began: started; big: large; biggest: largest; bought: purchased;
boost: lift; boosted: lifted; business: operation; buy: purchase; buying: purchasing;
called: termed; change: shift; chief: head; climbed: advanced; close: shut; company: firm;
consumers: shoppers; continue: go on; costs: expenses; cut: reduced; cuts: reductions;
data: figures; deal: transaction; decision: ruling; declined: refused; demand: appetite;
drop: decline; dropped: declined; early: initial; earlier: before; employees: workers;
executives: managers; expanded: widened; expect: anticipate; expected: anticipated;
fell: dropped; firm: company; forecast: outlook; gain: advance; gained: advanced;
giant: behemoth; group: company; grow: expand; growth: expansion; help: aid;
helped: aided; higher: greater; increase: rise; investors: shareholders; jumped: surged;
large: big; larger: bigger; last: previous; later: afterwards; less: fewer; likely: probably;
lower: reduced; maker: manufacturer; many: numerous; may: might; move: step; near: close to;
number: amount; offer: bid; officials: authorities; outlook: forecast;
plan: scheme; plans: intends; pressure: strain; price: cost; profit: earnings; push: drive;
quarter: period; raised: lifted; report: account; reported: posted; results: figures;
rise: increase; rose: climbed; rival: competitor; rivals: competitors; sales: turnover;
said: stated; says: states; sell: offload; shares: stock; show: indicate; showed: indicated;
since: from; slipped: eased; slow: weak; slowed: weakened; sold: divested; still: nonetheless;
strong: robust; talks: negotiations; told: informed; unit: division; up: higher; use: employ;
warned: cautioned; weak: soft; while: as; workers: staff
"""
)
"""Words of news and others that may stand for them."""

BRITISH: Final[Mapping[str, str]] = _pairs(
    """
aluminum: aluminium; analyze: analyse; analyzed: analysed; behavior: behaviour;
canceled: cancelled; catalog: catalogue; center: centre; centers: centres; check: cheque;
color: colour; colors: colours; defense: defence; favor: favour; favorite: favourite;
finalized: finalised; fueled: fuelled; fulfill: fulfil; gray: grey; harbor: harbour;
jewelry: jewellery; judgment: judgement; labeled: labelled; labor: labour; license: licence;
meter: metre; modeling: modelling; neighbors: neighbours; organization: organisation;
organized: organised; program: programme; programs: programmes; realize: realise;
recognized: recognised; signaled: signalled; skeptical: sceptical; specialized: specialised;
tire: tyre; tires: tyres; totaled: totalled; traveled: travelled; travelers: travellers;
while: whilst; toward: towards; among: amongst; gasoline: petrol; trucks: lorries
"""
)
"""Words as spelled, or called, on one side of the ocean and on the other."""

SHORT_MONTHS: Final[Mapping[str, str]] = {
    "January": "Jan.",
    "February": "Feb.",
    "August": "Aug.",
    "September": "Sept.",
    "October": "Oct.",
    "November": "Nov.",
    "December": "Dec.",
}
"""The months that agencies shorten before a day."""

WRITTEN_OUT: Final[Mapping[str, str]] = {
    str(number): word
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), 2
    )
}
"""Small numbers as digits and as words; one is a pronoun, too."""
