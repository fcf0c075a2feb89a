"""Which files are the project's own? Those that git tracks or would track; in a copy without git, all but build folders."""
import pathlib
import subprocess


def files(root):
    try:
        listed = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True).stdout
        names = [name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [p.relative_to(root).as_posix() for p in pathlib.Path(root).rglob("*") if p.is_file()]
        names = [name for name in names if not name.startswith(("build/", ".git/"))]
    found = [pathlib.Path(root) / name for name in sorted(set(names))]
    return [path for path in found if path.is_file()]
