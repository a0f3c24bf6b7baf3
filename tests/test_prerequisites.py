"""What is told, and what fails, where a group of tests cannot run."""

import pytest

from tests.prerequisites import Group, Prerequisites, command_missing, java_version

WITHOUT = Group(
    marker="kafka", tests="tests on Apache Kafka", missing=lambda: "no java here", remedy="get java"
)
WITH = Group(marker="kafka", tests="tests on Apache Kafka", missing=lambda: "", remedy="get java")
LINE = "not run: 1 tests on Apache Kafka: no java here; to run them: get java"


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Give a suite of two tests, one of which needs Kafka."""
    pytester.makeini("[pytest]\nmarkers = kafka: needs Kafka\n")
    pytester.makepyfile(
        """
        import pytest

        def test_plain():
            pass

        @pytest.mark.kafka
        def test_on_kafka():
            pass
        """
    )
    return pytester


def test_a_met_need_runs_everything(suite: pytest.Pytester) -> None:
    """Nothing is left out and nothing is told."""
    plugin = Prerequisites([WITH], {"CI": "true"})

    result = suite.inline_run(plugins=[plugin])

    assert result.ret == pytest.ExitCode.OK
    result.assertoutcome(passed=2)
    assert plugin.left_out == []


def test_an_unmet_need_is_one_line_at_the_end(
    suite: pytest.Pytester, capsys: pytest.CaptureFixture[str]
) -> None:
    """The group is left out, the rest runs, the run passes and says what, why and how."""
    plugin = Prerequisites([WITHOUT], {})

    result = suite.inline_run(plugins=[plugin])

    assert result.ret == pytest.ExitCode.OK
    result.assertoutcome(passed=1)
    assert LINE in capsys.readouterr().out.splitlines()


def test_an_unmet_need_fails_in_ci(
    suite: pytest.Pytester, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest still runs, but the run fails and says why."""
    plugin = Prerequisites([WITHOUT], {"CI": "true"})

    result = suite.inline_run(plugins=[plugin])

    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assertoutcome(passed=1)
    assert f"FAILED (CI=true) {LINE}" in capsys.readouterr().out.splitlines()


def test_a_group_that_was_not_asked_for_is_not_told(suite: pytest.Pytester) -> None:
    """A need is looked at only where a test of its group was collected."""
    plugin = Prerequisites([WITHOUT], {"CI": "true"})

    result = suite.inline_run("-k", "plain", plugins=[plugin])

    assert result.ret == pytest.ExitCode.OK
    assert plugin.left_out == []


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "21" 2023-09-19', 21),
        ('java version "1.8.0_432"', 8),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", 0),
    ],
)
def test_java_tells_its_version(text: str, version: int) -> None:
    """The major version is read from old and new forms; a stub without a runtime has none."""
    assert java_version(text) == version


def test_missing_commands_are_named() -> None:
    """Only what is not on the path is named."""
    assert command_missing("sh") == ""
    assert command_missing("sh", "no-such-command") == "no no-such-command here"
    assert command_missing("no-such", "nor-this") == "no no-such and no nor-this here"
