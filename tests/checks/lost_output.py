#!/usr/bin/env python3
"""Does every command say so, and end with status 1, when what it writes does not arrive? Standard output is a full disk, is closed, is a pipe whose reader
has gone, may not grow; standard error is a full disk. In every format and both languages.

usage: lost_output.py ROOT ZI
"""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile

root, zi = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
units = root / "tests/cli/units"
day = ["--as-of", "2026-05-31"]
small = [units / "small.zi", units / "good.ndjson", *day]
evidence = [units / "evidence.zi", units / "evidence.ndjson", "--evidence", units / "evidence-shared.json", *day]


def formats(command, *names):
    return [[*command, "--format", name] for name in names]


commands = [
    ["check", units / "small.zi"],
    ["check", units / "small.zi", "--prepared", *day],
    ["fmt", root / "tests/cli/inputs/ugly.zi"],
    ["fmt", units / "small.zi", root / "tests/cli/inputs/ugly.zi"],
    *formats(["assess", *small], "table", "json", "csv"),
    *formats(["assess", *small, "--keep-going"], "table", "json", "csv"),
    *formats(["assess", *evidence], "table", "json", "csv"),
    ["explain", *small, "--unit", "below"],
    *formats(["ready", *small], "table", "json", "csv"),
    ["ready", *small, "--unit", "below"],
    *formats(["graph", *evidence, "--unit", "klinik-1"], "dot", "text", "json"),
    *formats(["graph", *evidence, "--document", "notulen-bersama"], "dot", "text", "json"),
    *formats(["impact", *evidence], "text", "json"),
    *formats(["impact", *evidence, "--document", "laporan", "--of", "klinik-1"], "text", "json"),
    *formats(["plan", *small, "--target", "GOOD", "--unit", "below"], "text", "json"),
    *formats(["plan", *small, "--target", "GOOD", "--budget", "12"], "text", "json"),
    *formats(["why", *small, "--unit", "exact"], "text", "json"),
    *formats(["whynot", *small, "--unit", "below"], "text", "json"),
    *formats(["diff", *small, "--unit", "below", "--and", "2026-06-30"], "text", "json"),
]
silent = [["--help"], ["--version"], *([name, "--help"] for name in sorted({str(command[0]) for command in commands}))]  # they have no --lang
failed = 0


def run(command, **how):
    return subprocess.run([zi, *map(str, command)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, **how)


def expect(what, command, done, words):
    global failed
    text = done.stderr.decode()
    if done.returncode != 1 or any(word not in text for word in words):
        failed += 1
        print(f"{what}: zi {' '.join(map(str, command))}: status {done.returncode}, {text!r} in place of 1 and {words}")


def not_to_grow():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))


said = {"id": ("keluaran baku tidak dapat ditulis", ["tidak ada ruang", "tertutup", "pembacanya sudah pergi", "terlalu besar"]),
        "en": ("standard output cannot be written", ["no space is left", "it is closed", "its reader has gone", "it is too large"])}
jobs = [(command, "id") for command in silent] + [([*command, "--lang", language], language) for command in commands for language in ("id", "en")]
for command, language in jobs:
    sound = run(command, stdout=subprocess.PIPE)
    assert sound.returncode == 0 and sound.stdout and not sound.stderr, (command, sound)
    what, (full, closed, gone, large) = said[language]
    with open("/dev/full", "wb") as sink:
        expect("full disk", command, run(command, stdout=sink), [what, full])
    expect("closed", command, run(command, preexec_fn=lambda: os.close(1)), [what, closed])
    if language == "id" or command[0] in ("check", "assess"):
        reader, writer = os.pipe()
        os.close(reader)
        # Whoever waits for signals has them; whoever ignores them is told. Python restores SIGPIPE for its children.
        expect("reader gone", command, run(command, stdout=writer, restore_signals=False), [what, gone])
        ended = run(command, stdout=writer)
        if ended.returncode != -signal.SIGPIPE:
            failed += 1
            print(f"reader gone: zi {command}: {ended}")
        os.close(writer)
        with tempfile.TemporaryFile() as sink:
            expect("large file", command, run(command, stdout=sink, preexec_fn=not_to_grow), [what, large])

# Nothing to be written is nothing lost; and what was meant for a closed stream goes into no file.
assert run(["fmt", "--check", units / "small.zi"], preexec_fn=lambda: os.close(1)).returncode == 0
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "x.zi"
    ugly = (root / "tests/cli/inputs/ugly.zi").read_text()
    file.write_text(ugly)
    closed = subprocess.run(["bash", "-c", f'"{zi}" fmt -w "{file}" /nowhere <&- >&- 2>&-'])
    assert closed.returncode == 1 and file.read_text() == run(["fmt", root / "tests/cli/inputs/ugly.zi"], stdout=subprocess.PIPE).stdout.decode(), closed
    # Warnings are lost too.
    file.write_text(ugly + 'source unused "Unused"\n')
    with open("/dev/full", "wb") as sink:
        for how, status in (({"stderr": subprocess.PIPE}, 0), ({"stderr": sink}, 1)):
            done = subprocess.run([zi, "check", file], stdout=subprocess.DEVNULL, **how)
            assert done.returncode == status, (how, done)
print(f"{len(jobs)} commands, {failed} failures")
sys.exit(1 if failed else 0)
