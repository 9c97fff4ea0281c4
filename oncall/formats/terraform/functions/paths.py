"""Functions of paths and of network addresses."""

from __future__ import annotations

import ipaddress
import posixpath
import re
from typing import TYPE_CHECKING, TypeAlias

from oncall.formats.resources.values import NoValueError, Value, listed
from oncall.formats.terraform.functions.parameters import TEXT, WHOLE_NUMBER, Function, bounded_elements

if TYPE_CHECKING:
    from collections.abc import Mapping

Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"

_MAX_CIDR = 64  # characters
_MAX_NEW_BITS = 32


def _basename(path: str) -> Value:
    return posixpath.basename(path.rstrip("/")) or ("/" if path else ".")


def _dirname(path: str) -> Value:
    found = posixpath.normpath(path[: path.rfind("/") + 1])
    return "/" if found == "//" else found.replace("//", "/", 1) if found.startswith("//") else found


def _network(text: str) -> Network:
    # Terraform takes 010 for 10; Python refuses it, since others take it for 8.
    address, slash, size = text.partition("/")
    plain = re.sub(r"(?<![0-9a-fA-F:])0+(?=[0-9])", "", address) if ":" not in address else address
    try:
        if not slash or not re.fullmatch("[0-9]{1,3}", size) or len(text) > _MAX_CIDR or "%" in text:
            raise ValueError  # noqa: TRY301 - the same refusal
        return ipaddress.ip_network(f"{plain}/{size}", strict=False)
    except ValueError:
        raise NoValueError(f"{text[:_MAX_CIDR]!r} is not an address with a prefix, as 10.0.0.0/8 is") from None


def _cidrhost(prefix: str, host: int) -> Value:
    network = _network(prefix)
    number = host + network.num_addresses if host < 0 else host
    if not 0 <= number < network.num_addresses:
        raise NoValueError(f"{prefix} has no host numbered {host}")
    return str(network[number])


def _cidrnetmask(prefix: str) -> Value:
    network = _network(prefix)
    if network.version != 4:  # noqa: PLR2004 - of the internet protocol
        raise NoValueError("an IPv6 prefix has no netmask")
    return str(network.netmask)


def _cidrsubnet(prefix: str, new_bits: int, number: int) -> Value:
    network = _network(prefix)
    size = network.prefixlen + new_bits
    if not (new_bits >= 0 and size <= network.max_prefixlen):
        raise NoValueError(f"{prefix} cannot be extended by {new_bits} bits")
    if not 0 <= number < 2**new_bits:
        raise NoValueError(f"{new_bits} bits have no subnet numbered {number}")
    return _subnet(network, size, int(network.network_address) + (number << (network.max_prefixlen - size)))


def _subnet(network: Network, size: int, first: int) -> str:
    return f"{type(network.network_address)(first)}/{size}"


def _cidrsubnets(prefix: str, *new_bits: int) -> Value:
    bounded_elements(len(new_bits))
    network = _network(prefix)
    at, end = int(network.network_address), int(network.broadcast_address)
    found: list[str] = []
    for bits in new_bits:
        size = network.prefixlen + bits
        if not (1 <= bits <= _MAX_NEW_BITS and size <= network.max_prefixlen):
            raise NoValueError(f"{prefix} cannot be extended by {bits} bits")
        count = 1 << (network.max_prefixlen - size)
        first = -(-at // count) * count
        if first + count - 1 > end:
            raise NoValueError(f"{prefix} has no room for a subnet of {size} bits after the others")
        found.append(_subnet(network, size, first))
        at = first + count
    return listed(found, "list")


FUNCTIONS: Mapping[str, Function] = {
    "basename": Function(_basename, (TEXT,)),
    "cidrhost": Function(_cidrhost, (TEXT, WHOLE_NUMBER)),
    "cidrnetmask": Function(_cidrnetmask, (TEXT,)),
    "cidrsubnet": Function(_cidrsubnet, (TEXT, WHOLE_NUMBER, WHOLE_NUMBER)),
    "cidrsubnets": Function(_cidrsubnets, (TEXT,), WHOLE_NUMBER),
    "dirname": Function(_dirname, (TEXT,)),
}
