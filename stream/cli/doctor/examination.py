"""The examination: which facts are asked for, in which order, and by what they are judged.

A check that needs what another one did not find is skipped, and says so. Not here: how facts are
asked for (``engine``), what they mean (the other files).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import stream
from stream.cli.doctor.findings import Checked, Finding, concluded, skipped
from stream.cli.doctor.groups import judge_lag, judge_state
from stream.cli.doctor.reach import judge_broker, judge_nodes, judge_version
from stream.cli.doctor.surroundings import judge_directory, judge_settings, security_problems
from stream.cli.doctor.topics import judge_configs, judge_topics
from stream.cli.doctor.workers import PortFound, judge_port, judge_workers
from stream.config import ConfigError, Settings
from stream.engine import machine
from stream.engine.address import joined
from stream.engine.contact import Contact, Outcome, contacts
from stream.engine.exits import Exit
from stream.engine.plan import StageSpec
from stream.engine.survey import (
    TopicFound,
    Unanswered,
    answered,
    look_at_group,
    look_at_state,
    look_at_topics,
    look_for_hidden,
)
from stream.engine.vitals import Vitals, ask_vitals
from stream.pipeline import gazetteer, stages, topics

LOCAL: Final = ("data", "port", "workers")
REMOTE: Final = ("broker", "nodes", "version", "topics", "configs", "lag", "state")
ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  # read only


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of the examination.

    ``seconds`` bounds each wait, ``most_lag`` is what may be unread of a partition, ``metrics`` are
    addresses of workers beside this machine's, ``whole`` has the changelogs read whole.
    """

    seconds: float
    most_lag: int
    metrics: tuple[str, ...] = ()
    whole: bool = False


async def examine(environ: Mapping[str, str], request: Request) -> Sequence[Checked]:
    """Make every check, in a fixed order."""
    try:
        settings = Settings.from_environment(environ)
        problems = [*_file_problems(settings)]
    except ConfigError as error:
        problems, settings = list(error.problems), None
    first = judge_settings(problems)
    if settings is None or problems:
        why = "the settings cannot be used"
        return [first, *(skipped(check, why) for check in (*LOCAL, *REMOTE))]
    here, there = await asyncio.gather(_here(settings, request), _there(settings, request))
    return [first, *here, *there]


def _file_problems(settings: Settings) -> Sequence[str]:
    """Name what is wrong with files that settings name. Raises ``ConfigError``."""
    if settings.gazetteer_extra is not None:
        gazetteer(settings)
    return [*security_problems(settings)]


async def _here(settings: Settings, request: Request) -> Sequence[Checked]:
    """Check this machine, and the workers."""
    port, others = await asyncio.gather(
        _port(settings, request.seconds),
        asyncio.gather(*(ask_vitals(each, request.seconds) for each in request.metrics)),
    )
    ours = [port.holder] if port and port.holder and port.holder.version else []
    asked: Mapping[str, Vitals] = {each.address: each for each in [*ours, *others]}
    return [
        judge_directory(_directory(settings)),
        judge_port(port),
        judge_workers([*asked.values()], stream.__version__),
    ]


def _directory(settings: Settings) -> machine.DirectoryFound | OSError:
    try:
        return machine.look_at_directory(settings.data_dir)
    except OSError as error:
        return error


async def _port(settings: Settings, seconds: float) -> PortFound | None:
    """See who has the port of these settings."""
    host, port = settings.metrics_host, settings.metrics_port
    if not port:
        return None
    address = joined(ANYWHERE.get(host, host), port)
    try:
        taken = machine.port_taken(host, port)
    except (OSError, UnicodeError) as error:
        return PortFound(address=address, problem=str(error))
    holder = await ask_vitals(address, seconds) if taken else None
    return PortFound(address=address, taken=taken, holder=holder)


async def _there(settings: Settings, request: Request) -> Sequence[Checked]:
    """Check the brokers, and what there is on them."""
    known = await contacts(settings, settings.broker, request.seconds)
    broker = judge_broker(known)
    reached = [each for each in known if each.outcome is Outcome.REACHED]
    if not reached:
        return [broker, *_skipped_from("nodes", "no broker was reached")]
    nodes = await _nodes(settings, reached[0], request.seconds)
    before = [broker, judge_nodes(nodes), judge_version(reached[0].versions)]
    if all(each.outcome is not Outcome.REACHED for each in nodes):
        return [*before, *_skipped_from("topics", "no broker was reached where it says that it is")]
    # A client would wait for an address that does not answer longer than we do.
    living = replace(settings, broker=tuple(each.address for each in reached))
    return [*before, *await _content(living, request)]


async def _nodes(settings: Settings, reached: Contact, seconds: float) -> Sequence[Contact]:
    others = [each for each in reached.nodes if each != reached.address]
    same = [reached] if reached.address in reached.nodes else []
    return [*same, *await contacts(settings, others, seconds)]


async def _content(settings: Settings, request: Request) -> Sequence[Checked]:
    specs = topics(settings)
    names = [spec.name for spec in specs]
    found = await answered(look_at_topics(settings, names), request.seconds)
    if isinstance(found, Unanswered):
        why = f"the topics cannot be asked for: {found.reason}"
        return [_unasked(why), *_skipped_from("configs", why)]
    missing = [name for name in names if name not in found]
    hidden = await answered(look_for_hidden(settings, missing), request.seconds)
    return [
        judge_topics(specs, found, () if isinstance(hidden, Unanswered) else hidden),
        judge_configs(specs, found, settings.broker[0]),
        *await _groups(settings, request, found),
    ]


async def _groups(
    settings: Settings, request: Request, found: Mapping[str, TopicFound]
) -> Sequence[Checked]:
    """Check lag, then state: of the stages whose topics are there and served."""
    asked = [each for each in stages(settings) if _can_be_asked(each, found)]
    if not asked:
        return _skipped_from("lag", "no stage's topics are there and served")
    seconds, longest = request.seconds, None if request.whole else 3 * request.seconds
    groups = await asyncio.gather(
        *(answered(look_at_group(settings, each.group, each.input), seconds) for each in asked)
    )
    states = await asyncio.gather(
        *(
            answered(look_at_state(settings, each, seconds, whole=request.whole), longest)
            for each in asked
        )
    )
    names = [each.name for each in asked]
    return [
        judge_lag(asked, dict(zip(names, groups, strict=True)), request.most_lag),
        judge_state(asked, dict(zip(names, states, strict=True)), whole=request.whole),
    ]


def _can_be_asked(stage: StageSpec, found: Mapping[str, TopicFound]) -> bool:
    """Say whether a stage can be judged: a changelog that is missing is one that was lost."""
    needed = [topic for name, topic in found.items() if name in (stage.input, stage.changelog)]
    return stage.input in found and not any(each.leaderless for each in needed)


def _skipped_from(first: str, why: str) -> Sequence[Checked]:
    """Skip this check of the brokers and those that need what it would have found."""
    return [skipped(each, why) for each in REMOTE[REMOTE.index(first) :]]


def _unasked(why: str) -> Checked:
    finding = Finding(
        found=why,
        causes=("the brokers are starting, stopping or overloaded",),
        remedy="look at the brokers' logs, and ask again; `--timeout` waits longer",
        exit_code=Exit.BROKER,
    )
    return concluded("topics", [finding], "")
