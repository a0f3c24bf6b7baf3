"""One draft a symbol: the sources' rows joined to instruments, not yet judged or trimmed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stream.gazetteer.build import members as index
from stream.gazetteer.build import shortnames, tokens
from stream.gazetteer.build.lexicon import Lexicon
from stream.gazetteer.build.members import Member
from stream.gazetteer.build.sec import Filing, umbrellas
from stream.gazetteer.build.tokens import Token
from stream.gazetteer.instruments import Instrument
from stream.models import TickerId

MAIN_EXCHANGES: Final = frozenset({"NASDAQ", "NYSE", "CBOE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Firms:
    """The two sources of shares, joined: members by the US symbol that is also theirs."""

    filings: Mapping[str, Filing]
    homes: Mapping[str, Member]
    members: Sequence[Member]


def join(filings: Iterable[Filing], members: Sequence[Member]) -> Firms:
    """Match the US symbols that index members name with the SEC's rows of the same firm."""
    by_symbol = {each.symbol: each for each in filings}
    homes = {
        symbol: member
        for member in members
        for symbol in (member.symbol, *member.others)
        if symbol in by_symbol and _is_same_firm(member, by_symbol[symbol])
    }
    return Firms(filings=by_symbol, homes=homes, members=members)


def shares(firms: Firms, lexicon: Lexicon) -> list[Instrument]:
    """Give US shares and funds, index members abroad, and rows for the symbols they also have.

    Of a filer's symbols the first bears its names, the others say which symbol they are; funds
    under one umbrella are all told apart so.
    """
    shared = umbrellas(firms.filings.values())
    names: dict[str, tuple[str, ...]] = {}
    drafts = []
    for filing in firms.filings.values():
        known = names.setdefault(filing.cik, _names(filing, firms, lexicon))
        alone = filing.primary and filing.cik not in shared
        drafts.append(
            _from_filing(filing, firms, known if alone else (f"{known[0]} ({filing.symbol})",))
        )
    return [*drafts, *_members_elsewhere(firms, lexicon)]


def coins(found: Iterable[Token]) -> list[Instrument]:
    """Give tokens; those without a rank keep one name."""
    drafts = []
    for token in found:
        name, *aliases = tokens.names_of(token)
        drafts.append(
            Instrument(
                ticker=TickerId(f"crypto:{token.symbol}"),
                symbol=token.symbol,
                asset_class="crypto",
                name=name,
                aliases=tuple(aliases),
                ids={},
                rank=token.rank,
            )
        )
    return drafts


def names_of(full: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the names of a firm as texts write them, the short one first, from its registered one.

    Of a name in capitals whose own letters are unknown both spellings are given.
    """
    plain = shortnames.registered(full)
    short = shortnames.without_legal_form(plain)
    bare = shortnames.without_domain(short)
    styled = [shortnames.styled(each, lexicon.is_word) for each in (bare, short, plain)]
    capitals = [bare] if bare.isupper() and " " not in bare else []
    expanded = shortnames.expanded(styled[-1]) if lexicon.is_ambiguous(styled[0]) else []
    return _distinct([styled[0], *capitals, *styled[1:], *expanded])


def names_as_written(full: str) -> tuple[str, ...]:
    """Give the names of a firm whose letters are the usual ones already, the short one first."""
    plain = shortnames.registered(full)
    short = shortnames.without_legal_form(plain)
    return _distinct([shortnames.without_domain(short), short, plain])


def _new(names: Iterable[str], known: str) -> list[str]:
    """Leave out names that only spell the known one with other letters, but for capitals."""
    same = {shortnames.key(each) for each in names_as_written(known)}
    return [name for name in names if name.isupper() or shortnames.key(name) not in same]


def _names(filing: Filing, firms: Firms, lexicon: Lexicon) -> tuple[str, ...]:
    names = names_of(filing.name, lexicon)
    home = firms.homes.get(filing.symbol)
    if home is None:
        return names
    return _distinct([*names_as_written(home.name), *_new(names, home.name)])


def _from_filing(filing: Filing, firms: Firms, names: Sequence[str]) -> Instrument:
    home = firms.homes.get(filing.symbol)
    abroad = home is not None and home.abroad
    own = _home_ticker(home, firms) if home and abroad else f"{filing.asset_class}:{filing.symbol}"
    isin = index.isin_of(home, us=not abroad) if home and filing.primary else ""
    return Instrument(
        ticker=TickerId(own),
        symbol=filing.symbol,
        asset_class=filing.asset_class,
        name=names[0],
        aliases=tuple(names[1:]),
        exchange=filing.exchange,
        ids=_ids(filing.cik.lstrip("0"), isin),
        rank=filing.rank if filing.asset_class == "equity" else None,
    )


def _ids(cik: str, isin: str) -> dict[str, str]:
    return {key: value for key, value in (("cik", cik), ("isin", isin)) if value}


def _home_ticker(member: Member, firms: Firms) -> str:
    """Give the id of a firm abroad: its share at a main US exchange, else that of its home."""
    for symbol in member.others:
        filing = firms.filings.get(symbol)
        if filing and firms.homes.get(symbol) is member and filing.exchange in MAIN_EXCHANGES:
            return f"{filing.asset_class}:{symbol}"
    return f"equity:{member.symbol}"


def _members_elsewhere(firms: Firms, lexicon: Lexicon) -> Iterable[Instrument]:
    """Give rows for members whose own symbol the SEC's list lacks."""
    for member in firms.members:
        if member.symbol in firms.filings or not member.abroad:
            continue
        lines = [firms.filings[each] for each in member.others if firms.homes.get(each) is member]
        names = _distinct(
            [*names_as_written(member.name)]
            + [name for line in lines for name in names_of(line.name, lexicon)]
        )
        isin = index.isin_of(member, us=False)
        yield Instrument(
            ticker=TickerId(_home_ticker(member, firms)),
            symbol=member.symbol,
            asset_class="equity",
            name=names[0],
            aliases=names[1:],
            exchange=index.exchange(member.symbol),
            ids=_ids("", isin),
            rank=min((line.rank for line in lines), default=None),
        )


def lean(draft: Instrument, owner: Instrument) -> Instrument:
    """Leave a row of a further symbol its owner's name and size, but not the other names."""
    return replace(draft, name=owner.name, aliases=(), ambiguous=(), rank=owner.rank)


def _is_same_firm(member: Member, filing: Filing) -> bool:
    """Guard against symbols that mean another firm at home: the first words must agree."""
    if member.symbol == filing.symbol:
        return shortnames.are_related(member.name, filing.name)
    left, right = (
        shortnames.without_legal_form(shortnames.registered(name)).split()[0]
        for name in (member.name, filing.name)
    )
    return shortnames.key(left) == shortnames.key(right)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
