"""The command as a whole: what it lists, and how it tells that something is wrong."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import click
import pytest
from click.testing import CliRunner, Result

from stream.cli import main
from stream.cli.commands import COMMANDS
from stream.cli.failures import Failure, ended_alike, failures_told
from stream.engine.exits import Exit
from stream.engine.topics import BrokerMissing, TopicMismatch

ENDINGS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def newsfeed(*arguments: str, **environ: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, arguments, env={"NEWSFEED_BROKER_WAIT_SECONDS": "0", **environ})


def test_help_lists_each_command_with_its_sentence() -> None:
    """A newcomer sees everything there is in one screen."""
    result = newsfeed("--help")

    assert result.exit_code == 0
    assert [name for name in COMMANDS if name not in result.output] == []
    assert result.output.count("\n") < 25


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str) -> None:
    """Its file has its name; its help says more than the list."""
    result = newsfeed(name, "--help")

    assert result.exit_code == 0
    assert "Usage: main " + name in result.output


def test_an_unknown_command_is_a_usage_error() -> None:
    """Exit code 2, as for every mistake on the command line."""
    result = newsfeed("walk")

    assert result.exit_code == Exit.USAGE
    assert "No such command 'walk'" in result.output


def test_a_stage_that_is_none_is_refused_with_those_there_are() -> None:
    """Nothing is started for a mistyped stage."""
    result = newsfeed("work", "dedup")

    assert result.exit_code == Exit.USAGE
    assert "'tag', 'dedupe', 'window'" in result.output


def test_wrong_settings_are_told_a_line_each_and_end_with_their_exit_code() -> None:
    """No traceback: the variables, and what is wrong with them."""
    result = newsfeed("topics", NEWSFEED_PARTITIONS="many", NEWSFEED_BROKERS="a:1")

    assert result.exit_code == Exit.CONFIG
    assert result.stderr.splitlines() == [
        "newsfeed: NEWSFEED_BROKERS: no such setting; did you mean NEWSFEED_BROKER?",
        "newsfeed: NEWSFEED_PARTITIONS: 'many' is not an integer at least 1 and at most 1000",
    ]


@pytest.mark.parametrize("arguments", [("topics",), ("replay",), ("tail", "news.raw"), ("top",)])
def test_a_broker_that_does_not_answer_is_told_with_its_address(arguments: tuple[str, ...]) -> None:
    """One line and exit code 69; nothing hangs."""
    result = newsfeed(*arguments, NEWSFEED_BROKER="127.0.0.1:1")

    assert result.exit_code == Exit.BROKER
    assert result.stdout == ""
    assert result.stderr.startswith("newsfeed: no broker at 127.0.0.1:1 within 0 s")


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (BrokerMissing("no broker at a:1"), Exit.BROKER),
        (TopicMismatch("news.raw: missing"), Exit.TOPICS),
        (Failure("not done in time"), Exit.FAILED),
    ],
)
def test_an_expected_error_ends_with_its_documented_exit_code(
    error: Exception, exit_code: Exit
) -> None:
    """Scripts can tell trouble with the broker from trouble with the topics."""
    with pytest.raises(click.ClickException) as told, failures_told():
        raise error

    assert told.value.exit_code == exit_code
    assert told.value.message == str(error)


def test_ctrl_c_ends_with_what_shells_expect() -> None:
    """130, without a word."""
    with pytest.raises(click.exceptions.Exit) as told, failures_told():
        raise KeyboardInterrupt

    assert told.value.exit_code == 130


@pytest.fixture
def endings_as_usual() -> Iterator[None]:
    """Leave no ending ignored, however this run was started: under ``nohup`` one is."""
    before = {each: signal.signal(each, signal.SIG_DFL) for each in ENDINGS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("endings_as_usual")
@pytest.mark.parametrize("number", ENDINGS)
def test_whatever_ends_a_command_ends_it_in_order(number: signal.Signals) -> None:
    """What a command started is stopped, whichever way it was told to end."""
    before = signal.getsignal(number)

    with pytest.raises(KeyboardInterrupt), ended_alike():
        signal.raise_signal(number)

    assert signal.getsignal(number) is before


def test_a_worker_that_is_just_being_loaded_stops_in_good_order() -> None:
    """Its supervisor takes 0 for a stop and anything else for a crash."""
    before = signal.getsignal(signal.SIGTERM)

    def load() -> None:
        with ended_alike():
            main.get_command(click.Context(main), "work")
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(SystemExit) as told:
        load()

    assert told.value.code == 0
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_ignored_on_purpose_stays_ignored() -> None:
    """Under nohup a command outlives its terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_alike():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_bug_of_ours_keeps_its_traceback() -> None:
    """What nobody foresaw must not be made to look foreseen."""
    with pytest.raises(ZeroDivisionError), failures_told():
        raise ZeroDivisionError


@pytest.mark.parametrize("name", ["run", "explain"])
def test_working_offline_loads_no_kafka(name: str) -> None:
    """``newsfeed run`` and ``explain`` work, and start fast, without any of it."""
    code = f"import sys; import stream.cli.{name}; print('aiokafka' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.stdout == b"False\n", done.stderr
