#!/usr/bin/env python3
"""Does zi mix its languages? No English text may hold an Indonesian word, nor the other way round: in the catalogue, in the words of reports and of the
command, and in what tests/cases show that is put into them. What stands between backticks, as a list of values or in a circle is quoted: rules keep
their own words.

usage: languages.py ROOT
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
# Words of one language that are none of the other, and that hardly a sentence does without.
indonesian = """adalah akan aturan atau bagi baris belum berada berikut berkas berlaku bernilai besar bilangan bobot boleh bukan butir dalam dan dapat dari dengan di
 dokumen fakta galat hapus harus hari hanya ini isian jawaban jumlah karena ke kolom kurang lain lebih memuat nilai oleh pada paling pernah pertanyaan perbaiki
 predikat sampai satu sebelum sebuah secara sejak setiap simpul skor sudah syarat tahap tahun tanggal tanpa terbuka terpenuhi tertulis tetapi tidak tulis untuk
 yang peringatan bantuan penilai tingkat pilihan rumus teks""".split()
english = """the is are of not and or with without which that this there here has have its it be been by for from once only each every than they was when where
 must cannot can may such what whose other one all any write name names rules weight score question answers error warning help known unit's""".split()
rows = re.compile(r'Row\{Code::(\w+), \w+,\s*\{((?:"(?:[^"\\]|\\.)*"(?:, )?)+)\},\s*\{((?:"(?:[^"\\]|\\.)*"(?:, )?)+)\}\}')
literal = r'"((?:[^"\\]|\\.)*)"'
pairs = re.compile(rf'(?:Word\{{"@\w+", |\bsay\(|\b(?:line|nothing)\(|indonesian\s*\? |Language::indonesian\s*\? ){literal}\s*[,:]\s*{literal}')


def words_of(text):
    text = re.sub(r"`[^`]*`|\{\d?\}|\\.|--\w+|(?:values are|nilainya): [^`]*|\S+ -> \S+", " ", text)
    return set(re.findall(r"[a-z']+", text.lower()))


def mixed(where, id_text, en_text):
    return [f"{where}: {language} {text!r} holds {sorted(found)}"
            for language, text, foreign in (("Indonesian", id_text, english), ("English", en_text, indonesian))
            if (found := words_of(text) & set(foreign))]


assert mixed("", "tidak ada `the name`", "there is no `yang`") == [] and mixed("", "x", "from 1 sampai 2") and mixed("", "not ada", "x")
assert not set(indonesian) & set(english)

problems, texts = [], 0
for file in sorted([*root.glob("src/**/*.?pp"), *root.glob("bindings/c/src/*.?pp")]):
    source = file.read_text()
    for code, id_texts, en_texts in rows.findall(source):
        problems += mixed(code, id_texts, en_texts)
        texts += 1
    for id_text, en_text in pairs.findall(source):
        problems += mixed(file.relative_to(root), id_text, en_text)
        texts += 1
assert texts > 400, texts

# What was put into the texts: only lines that zi says, not those that it shows of the rules.
said = re.compile(r"^(?:error|warning|galat|peringatan)\[\w+\]: (.*)$|^ +(?:= (?:help|bantuan): |\d* +\| +[-^]+ )(.*)$", re.M)
for file in sorted(root.glob("tests/cases/*/*.expect")):
    halves = file.read_bytes().decode(errors="replace").split("== Bahasa Indonesia\n")
    if len(halves) == 2:
        problems += mixed(file.relative_to(root), *(" ".join(sum(said.findall(half), ())) for half in reversed(halves)))
print(*problems, f"{texts} texts in two languages, {len(problems)} mixed", sep="\n")
sys.exit(1 if problems else 0)
