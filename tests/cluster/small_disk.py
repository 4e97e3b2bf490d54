"""A file system of 8 MB that can be filled up and made read-only."""
import os
import pathlib
import shutil
import subprocess

from isolation import is_isolated

SIZE = 8 << 20


def reason_to_skip():
    return "" if is_isolated() else "file systems are mounted only by root in a namespace of its own"


class SmallDisk:
    """Of the first kind that this machine can mount: a loop file system (ext4), a tmpfs."""

    def __init__(self, home):
        self.image = pathlib.Path(home) / "disk.img"
        self.folder = pathlib.Path(home) / "disk"
        self.filler = self.folder / "filler"

    def __enter__(self):
        self.folder.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(SIZE)
        # No blocks kept back for root, who is the one that fills it.
        loop = (["mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", self.image], ["mount", "-o", "loop", self.image, self.folder])
        tmpfs = (["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", self.folder],)
        for self.kind, commands in (("loop file system", loop), ("tmpfs", tmpfs)):
            if all(shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0 for command in commands):
                return self
        raise RuntimeError("neither a loop file system nor a tmpfs can be mounted")

    def __exit__(self, *_):
        subprocess.run(["umount", self.folder], check=True)
        self.image.unlink()
        self.folder.rmdir()

    def fill(self, free):
        """Up to so many bytes."""
        state = os.statvfs(self.folder)
        with open(self.filler, "wb") as filler:
            filler.write(bytes(max(0, state.f_bavail * state.f_bsize - free)))

    def empty(self):
        self.filler.unlink()

    def set_mode(self, mode):
        """"ro" or "rw"."""
        subprocess.run(["mount", "-o", f"remount,{mode}", self.folder], check=True)
