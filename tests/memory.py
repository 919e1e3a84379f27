"""How much memory this program needs, from the kernel's account of it."""

from __future__ import annotations

from pathlib import Path


def peak_kilobytes() -> int:
    """The most this program ever held since it began.

    `getrusage` counts the memory of whoever started it as well, which hides what it takes itself.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name == "VmHWM":
            return int(value.split()[0])
    raise OSError("/proc/self/status tells no peak of memory")
