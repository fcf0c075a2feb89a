#!/usr/bin/env python3
"""Fails if the library could end its host or write to its host's terminal.

usage: no_io.py LIBRARY (a static library built for release)

What stays allowed, and why: std::terminate is what the compiler calls when an exception leaves a noexcept function; std::ios_base::Init is
left behind by a header of Boost that includes <iostream> and writes nothing; open and read are read_from_disk and read_file, which callers ask for;
snprintf writes to memory.
"""
import re
import subprocess
import sys

FORBIDDEN = re.compile(
    r"^(abort|exit|_exit|_Exit|quick_exit|atexit|__assert_fail|signal|raise|system"
    r"|v?f?printf|__v?f?printf_chk|puts|fputs|putchar|putc|fputc|perror|fwrite|write|stdout|stderr|stdin"
    r"|std::(cout|cerr|clog|cin|wcout|wcerr|wclog)|std::(exit|abort|quick_exit)\b.*|fmt::.*\bv?print\(.*)$"
)


def forbidden(listing):
    names = (re.sub(r"@.*", "", line.split(" U ", 1)[1].strip()) for line in listing.splitlines() if " U " in line)
    return sorted({name for name in names if FORBIDDEN.match(name)})


sample = "a.o:\n                 U abort\n                 U snprintf\n U std::cout@GLIBCXX_3.4\n U zi::exit_code()\n U stderr@GLIBC_2.2.5\n"
assert forbidden(sample) == ["abort", "std::cout", "stderr"], forbidden(sample)

listing = subprocess.run(["nm", "--demangle", "--undefined-only", sys.argv[1]], check=True, capture_output=True, text=True).stdout
found = forbidden(listing)
if listing.count(" U ") < 100:
    sys.exit("nm found next to no symbols: is this the library?")
print(f"{sys.argv[1]}: {', '.join(found) if found else 'ends nothing and prints nothing'}")
sys.exit(1 if found else 0)
