"""Settings are read once, completely, and every mistake is named in words a person can act on."""

from pathlib import Path

import pytest

from stream.config import ConfigError, Settings, documented


def problems(environ: dict[str, str]) -> tuple[str, ...]:
    """Read settings that must be refused, and give what is said about them."""
    with pytest.raises(ConfigError) as refused:
        Settings.from_environment(environ)
    return refused.value.problems


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    """Nothing has to be set to start on one's own machine."""
    settings = Settings.from_environment({"HOME": "/home/reader", "PATH": "/bin"})

    assert settings.broker == ("localhost:9092",)
    assert settings.windows == (300, 3_600, 86_400)
    assert settings.metrics_host == "127.0.0.1"
    assert all(setting.reason for setting in documented())


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        (
            "NEWSFEED_BROKER",
            "k-1:9092, k-2:9093",
            "broker",
            ("k-1:9092", "k-2:9093"),
        ),
        ("NEWSFEED_BROKER", "[::1]:9092", "broker", ("[::1]:9092",)),
        ("NEWSFEED_WINDOWS", "5m,1h", "windows", (300, 3_600)),
        ("NEWSFEED_PARTITIONS", "12", "partitions", 12),
        ("NEWSFEED_IDLE_SECONDS", "0.5", "idle_seconds", 0.5),
        ("NEWSFEED_IDEMPOTENT_PRODUCER", "false", "idempotent_producer", False),
        ("NEWSFEED_GAZETTEER_EXTRA", "/etc/extra.json", "gazetteer_extra", Path("/etc/extra.json")),
        ("NEWSFEED_DATA_DIR", "/var/lib/newsfeed", "data_dir", Path("/var/lib/newsfeed")),
        ("NEWSFEED_INSTANCE_ID", "42", "instance_id", "42"),
        ("XDG_STATE_HOME", "/state", "data_dir", Path("/state/newsfeed")),
    ],
)
def test_a_variable_sets_its_field(variable: str, text: str, field: str, value: object) -> None:
    """Each kind of text becomes the value of the field's type."""
    settings = Settings.from_environment({variable: text})

    assert getattr(settings, field) == value


def test_an_empty_variable_counts_as_unset() -> None:
    """A compose file may pass ``${NEWSFEED_PARTITIONS:-}`` on."""
    settings = Settings.from_environment({"NEWSFEED_PARTITIONS": ""})

    assert settings.partitions == 4


def test_brokers_are_parted_by_commas_whatever_stands_around_them() -> None:
    """Names, addresses, IPv6 in brackets."""
    text = " a_b.c-d:1 ,10.0.0.7:2,\t[fe80::1%eth0]:3"

    settings = Settings.from_environment({"NEWSFEED_BROKER": text})

    assert settings.broker == ("a_b.c-d:1", "10.0.0.7:2", "[fe80::1%eth0]:3")


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("NEWSFEED_PARTITIONS", "four", "'four' is not an integer at least 1 and at most 1000"),
        ("NEWSFEED_PARTITIONS", "0", "'0' is not an integer at least 1 and at most 1000"),
        ("NEWSFEED_MIN_CONFIDENCE", "nan", "'nan' is not a number at least 0 and at most 1"),
        ("NEWSFEED_BROKER", "http://kafka:9092", "'http://kafka:9092' is not an address like"),
        ("NEWSFEED_BROKER", "kafka:99999", "'kafka:99999' is not an address like localhost:9092"),
        ("NEWSFEED_BROKER", "kafka:9092,", "'' is not an address like localhost:9092"),
        ("NEWSFEED_BROKER", "kafka :9092", "'kafka :9092' is not an address like"),
        ("NEWSFEED_BROKER", "::1:9092", "'::1:9092' is not an address like localhost:9092 or ["),
        ("NEWSFEED_BROKER", "[::1:9092", "'[::1:9092' is not an address like"),
        ("NEWSFEED_WINDOWS", "5m,300", "'300' is not a duration like 5m, 1h or 1d"),
        ("NEWSFEED_WINDOWS", "7m", "each size must be a multiple of 5m that divides 1d"),
        ("NEWSFEED_WINDOWS", "1h,5m", "each size must be larger than the one before"),
        ("NEWSFEED_LOG_LEVEL", "loud", "'loud' is not one of debug, info, warning, error"),
        ("NEWSFEED_GROUP_PREFIX", "a b", "'a b' is not a name of letters, digits"),
        ("NEWSFEED_HEARTBEAT_SECONDS", "7", "at most a third of NEWSFEED_SESSION_TIMEOUT_SECONDS"),
        ("NEWSFEED_SSL_CERTFILE", "/c.pem", "goes with NEWSFEED_SSL_KEYFILE; set both or neither"),
        ("NEWSFEED_SECURITY_PROTOCOL", "SASL_SSL", "SASL_SSL needs NEWSFEED_SASL_USERNAME and"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable_and_what_it_must_be(
    variable: str, text: str, said: str
) -> None:
    """The message stands alone: which variable, what it held, what it must hold."""
    (problem,) = problems({variable: text})

    assert problem.startswith(f"{variable}: ")
    assert said in problem


def test_all_problems_are_told_at_once() -> None:
    """Nobody mends settings one restart at a time."""
    told = problems(
        {"NEWSFEED_PARTITION": "3", "NEWSFEED_LINGER_MS": "-1", "NEWSFEED_HEARTBEAT_SECONDS": "9"}
    )

    assert [problem.split(":")[0] for problem in told] == [
        "NEWSFEED_PARTITION",
        "NEWSFEED_LINGER_MS",
        "NEWSFEED_HEARTBEAT_SECONDS",
    ]


def test_an_unknown_name_is_an_error_that_suggests_the_nearest_known_one() -> None:
    """A mistyped variable must not be ignored in silence."""
    told = problems({"NEWSFEED_METRIC_PORT": "9200", "NEWSFEED_XYZ": "1"})

    assert told == (
        "NEWSFEED_METRIC_PORT: no such setting; did you mean NEWSFEED_METRICS_PORT?",
        "NEWSFEED_XYZ: no such setting; see docs/operations.md for those there are",
    )


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("NEWSFEED_SERVICE_HOST", "10.0.0.7"),
        ("NEWSFEED_TAG_SERVICE_PORT", "9100"),
        ("NEWSFEED_TAG_SERVICE_PORT_METRICS", "9100"),
        ("NEWSFEED_TAG_PORT", "tcp://10.0.0.7:9100"),
        ("NEWSFEED_TAG_PORT_9100_TCP", "tcp://10.0.0.7:9100"),
        ("NEWSFEED_TAG_PORT_9100_TCP_ADDR", "10.0.0.7"),
        ("NEWSFEED_METRICS_PORT", "tcp://10.0.0.7:9100"),
    ],
)
def test_what_kubernetes_sets_for_a_service_is_not_ours(variable: str, text: str) -> None:
    """A service named newsfeed-tag or newsfeed-metrics puts such variables into every pod."""
    settings = Settings.from_environment({variable: text})

    assert settings.metrics_port == 9100


def test_a_secret_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    """The password is read without its line end, and stands in no repr."""
    secret = tmp_path / "password"
    secret.write_text("s3cret\n")

    settings = Settings.from_environment({"NEWSFEED_SASL_PASSWORD_FILE": str(secret)})

    assert settings.sasl_password == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_secret_given_twice_or_in_no_readable_file_is_refused() -> None:
    """It must be plain which of two values holds; only secrets may come from files."""
    twice = {"NEWSFEED_SASL_PASSWORD": "a", "NEWSFEED_SASL_PASSWORD_FILE": "/a"}

    assert problems(twice) == (
        "NEWSFEED_SASL_PASSWORD: set it or NEWSFEED_SASL_PASSWORD_FILE, not both",
    )
    assert "cannot read /none" in problems({"NEWSFEED_SASL_PASSWORD_FILE": "/none"})[0]
    assert "no such setting" in problems({"NEWSFEED_BROKER_FILE": "/a"})[0]
