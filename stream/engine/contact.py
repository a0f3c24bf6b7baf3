"""How far one gets with the address of a broker: name, connection, protocol, certificate, login.

Facts, each within a bounded time. Not here: what they mean and what to do (``cli/doctor``), how
our clients connect (``clients``).
"""

import asyncio
import socket
import ssl
import threading
from asyncio import timeout
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.errors import (
    IllegalSaslStateError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from aiokafka.protocol.admin import SaslHandShakeRequest
from aiokafka.protocol.metadata import MetadataRequest

from stream.config import Settings
from stream.engine.address import joined, parted
from stream.engine.clients import security
from stream.engine.speech import Speech, speech, speech_in_tls, unverified

NO_MECHANISM: Final = "NONE"
"""What no broker offers: its refusal lists what it does."""

CLOSING_SECONDS: Final = 1.0


class Outcome(StrEnum):
    """How far one got."""

    REACHED = "reached"
    UNRESOLVED = "unresolved"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    FOREIGN = "foreign"
    """Something answers, and it is no Kafka."""
    HUNG_UP = "hung_up"
    """The connection was taken and closed without a word."""
    TLS_THERE = "tls_there"
    """We came without TLS, and the port speaks it."""
    PLAIN_THERE = "plain_there"
    """We came with TLS, and the port speaks plain Kafka."""
    UNTRUSTED = "untrusted"
    """Its certificate is none that we trust, or not of this name."""
    TLS_REFUSED = "tls_refused"
    """It ended the TLS handshake; mostly for want of a certificate of ours."""
    LOGIN_ASKED = "login_asked"
    """We came without a login, and the port wants one."""
    NO_LOGIN = "no_login"
    """We came with a login, and the port takes none."""
    MECHANISM_REFUSED = "mechanism_refused"
    LOGIN_REFUSED = "login_refused"
    BROKEN = "broken"
    """It is Kafka, and something else went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What came of one address.

    ``versions`` are the newest version of each API by key, ``nodes`` the addresses that the broker
    tells for itself and its like: both known only where it was reached. ``mechanisms`` are the
    logins it offers, where it was asked.
    """

    address: str
    outcome: Outcome
    detail: str = ""
    versions: Mapping[int, int] = field(default_factory=dict)
    nodes: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()


async def contact(settings: Settings, address: str, seconds: float) -> Contact:
    """Go as far as one gets, at most ``seconds`` for each of three steps.

    Raises what cannot be read of our own certificates (``OSError``).
    """
    given = security(settings)
    visit = _Visit(address, *parted(address), given, seconds)
    return await visit.connect() or await visit.speak()


async def contacts(
    settings: Settings, addresses: Sequence[str], seconds: float
) -> Sequence[Contact]:
    """Go to several at once."""
    return await asyncio.gather(*(contact(settings, each, seconds) for each in addresses))


@dataclass(frozen=True, slots=True)
class _Visit:
    """One address, and how we come to it."""

    address: str
    host: str
    port: int
    given: Mapping[str, Any]
    seconds: float

    @property
    def tls(self) -> bool:
        return "ssl_context" in self.given

    async def connect(self) -> Contact | None:
        """Find the name and connect; give what failed."""
        try:
            async with timeout(self.seconds):
                places = await resolved(self.host, self.port)
        except TimeoutError:
            return self._came_of(Outcome.UNRESOLVED, f"no answer within {self.seconds:g} s")
        except (OSError, UnicodeError) as error:
            return self._came_of(Outcome.UNRESOLVED, _words(error))
        failures = await asyncio.gather(*(self._failure(each) for each in places))
        if None in failures:
            return None
        return min((each for each in failures if each is not None), key=_telling)

    async def _failure(self, place: Any) -> Contact | None:
        family, *_, there = place
        try:
            with socket.socket(family, socket.SOCK_STREAM) as trial:
                trial.settimeout(0.0)
                async with timeout(self.seconds):
                    await asyncio.get_running_loop().sock_connect(trial, there)
        except TimeoutError:
            return self._came_of(Outcome.SILENT, f"no connection within {self.seconds:g} s")
        except ConnectionRefusedError:
            return self._came_of(Outcome.REFUSED, there[0])
        except OSError as error:
            return self._came_of(Outcome.UNREACHABLE, f"{there[0]}: {_words(error)}")
        return None

    async def speak(self) -> Contact:
        """Speak Kafka, log in, ask for the brokers; where that fails, find out why."""
        try:
            async with timeout(self.seconds):
                return await self._ask()
        except Exception as error:  # noqa: BLE001  # the client fails in any way on what is no Kafka
            return await self._explained(error)

    async def _ask(self) -> Contact:
        connection: AIOKafkaConnection = await create_conn(self.host, self.port, **self.given)
        try:
            metadata = await connection.send(MetadataRequest([]))
        finally:
            await _hang_up(connection)
        newest = {api: versions[1] for api, versions in connection._versions.items()}
        nodes = tuple(joined(host, port) for _, host, port, *_ in metadata.brokers)
        return Contact(address=self.address, outcome=Outcome.REACHED, versions=newest, nodes=nodes)

    async def _explained(self, error: BaseException) -> Contact:
        for each in _causes(error):
            match each:
                case ssl.SSLCertVerificationError():
                    return self._came_of(Outcome.UNTRUSTED, each.verify_message)
                case ssl.SSLError() if "ALERT" in (each.reason or ""):
                    return self._came_of(Outcome.TLS_REFUSED, each.reason)
                case SaslAuthenticationFailed():
                    return self._came_of(Outcome.LOGIN_REFUSED, _words(each))
                case IllegalSaslStateError():
                    return self._came_of(Outcome.NO_LOGIN)
                case UnsupportedSaslMechanismError():
                    offered = await self._mechanisms()
                    return self._came_of(Outcome.MECHANISM_REFUSED, mechanisms=offered)
        return await self._overheard(error)

    async def _overheard(self, error: BaseException) -> Contact:
        """Listen to what the port speaks, for the error alone does not tell."""
        place = self.host, self.port, self.seconds
        spoken = await speech(*place)
        if self.tls and spoken is Speech.KAFKA:
            return self._came_of(Outcome.PLAIN_THERE)
        if self.tls and spoken is Speech.TLS:
            spoken = await speech_in_tls(*place)
        match spoken:
            case Speech.TLS:
                return self._came_of(Outcome.TLS_THERE)
            case Speech.SILENCE:
                return self._came_of(Outcome.SILENT, f"no answer within {self.seconds:g} s")
            case Speech.GOODBYE:
                return self._came_of(Outcome.HUNG_UP, _words(error))
            case Speech.HTTP | Speech.OTHER as foreign:
                return self._came_of(Outcome.FOREIGN, foreign)
            case Speech.KAFKA if offered := await self._mechanisms():
                return self._came_of(Outcome.LOGIN_ASKED, mechanisms=offered)
        return self._came_of(Outcome.BROKEN, _words(error))

    async def _mechanisms(self) -> tuple[str, ...]:
        """Ask without a login which ones there are; none where the port takes no login."""
        tls = {"security_protocol": "SSL", "ssl_context": unverified()} if self.tls else {}
        try:
            async with timeout(self.seconds):
                connection = await create_conn(self.host, self.port, **tls)
                try:
                    answer = await connection.send(SaslHandShakeRequest(NO_MECHANISM))
                finally:
                    await _hang_up(connection)
        except Exception:  # noqa: BLE001  # as above: then it is not known
            return ()
        refused = answer.error_code == UnsupportedSaslMechanismError.errno
        return tuple(answer.enabled_mechanisms) if refused else ()

    def _came_of(
        self, outcome: Outcome, detail: str = "", mechanisms: tuple[str, ...] = ()
    ) -> Contact:
        return Contact(address=self.address, outcome=outcome, detail=detail, mechanisms=mechanisms)


async def resolved(host: str, port: int) -> Sequence[Any]:
    """Look up a name in a thread that nobody waits for: asyncio's own outlives any timeout.

    Raises ``OSError``, ``UnicodeError``.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Sequence[Any]] = loop.create_future()

    def tell(answer: Sequence[Any] | Exception) -> None:
        if found.done():
            return
        if isinstance(answer, Exception):
            found.set_exception(answer)
        else:
            found.set_result(answer)

    def look() -> None:
        answer: Sequence[Any] | Exception
        try:
            answer = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answer = error
        with suppress(RuntimeError):  # everybody has left meanwhile
            loop.call_soon_threadsafe(tell, answer)

    threading.Thread(target=look, name="resolver", daemon=True).start()
    return await found


async def _hang_up(connection: AIOKafkaConnection) -> None:
    """Close at once: TLS would wait half a minute for the other side's good-bye."""
    if connection._writer is not None:
        connection._writer.transport.abort()
    await asyncio.wait([connection.close()], timeout=CLOSING_SECONDS)


def _telling(failed: Contact) -> int:
    """Rank what failed of several places of one name: a refusal tells more than silence."""
    return (Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.SILENT).index(failed.outcome)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _words(error: BaseException) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
