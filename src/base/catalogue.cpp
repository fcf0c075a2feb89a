// The words of every diagnostic, in both languages, one row a code. Texts may improve; codes and argument order may not change.
#include "catalogue.hpp"

#include "listed.hpp"

#include <algorithm>
#include <array>

namespace zi {

namespace {

struct Row {
    Code code;
    Severity severity;
    Description id;
    Description en;
};

constexpr auto error = Severity::error;
constexpr auto warning = Severity::warning;

// clang-format off
constexpr std::array rows{
    Row{Code::invalid_utf8, error,
        {"berkas ini bukan UTF-8 yang sah: bita {0}", "simpan berkas sebagai UTF-8", ""},
        {"this file is not valid UTF-8: byte {0}", "save the file as UTF-8", ""}},
    Row{Code::forbidden_character, error,
        {"karakter {0} tidak boleh dipakai", "hapus karakter itu; karakter kendali, pengubah arah tulisan dan karakter yang tidak tampak dapat menyembunyikan isi aturan", ""},
        {"character {0} is not allowed", "remove it; control characters, changes of direction and characters that do not show can hide what a rule says", ""}},
    Row{Code::unterminated_text, error,
        {"teks ini tidak ditutup pada baris yang sama", "akhiri teks dengan tanda kutip \"; untuk baris baru tulis \\n", ""},
        {"this text is not closed on its line", "end the text with a \"; write \\n for a line break", ""}},
    Row{Code::unknown_escape, error,
        {"`{0}` bukan urutan escape yang dikenal", "yang dikenal hanya \\\" \\\\ dan \\n", ""},
        {"`{0}` is not a known escape in a text", "only \\\" \\\\ and \\n are known", ""}},
    Row{Code::expected, error,
        {"di sini seharusnya {0}, tetapi ada {1}", "", ""},
        {"expected {0} here, found {1}", "", ""}},
    Row{Code::unknown_statement, error,
        {"`{0}` tidak dapat memulai pernyataan di sini", "jika ini tingkat lembar kerja, deklarasikan dahulu dengan `level {0} \"...\"`", ""},
        {"`{0}` does not begin a statement here", "if it is a level of the worksheet, declare it first with `level {0} \"...\"`", ""}},
    Row{Code::unclosed_block, error,
        {"blok ini tidak pernah ditutup", "tambahkan `}`", ""},
        {"this block is never closed", "add a `}`", ""}},
    Row{Code::stray_close, error,
        {"`}` ini tidak menutup blok apa pun", "hapus, atau cari `{` yang hilang di atasnya", ""},
        {"this `}` closes nothing", "remove it, or look for a missing `{` above", ""}},
    Row{Code::misplaced_statement, error,
        {"`{0}` tidak boleh berada {1}", "periksa apakah ada `}` yang kurang atau berlebih di atasnya", ""},
        {"`{0}` cannot stand {1}", "look for a missing or superfluous `}` above", ""}},

    Row{Code::duplicate, error,
        {"`{0}` dideklarasikan dua kali", "ganti salah satu nama; syarat diberi nama sendiri dengan `nama: ...`", "deklarasi pertama"},
        {"`{0}` is declared twice", "rename one of them; a condition gets a name of its own with `name: ...`", "declared first here"}},
    Row{Code::unknown_name, error,
        {"tidak ada {0} bernama `{1}`", "", ""},
        {"there is no {0} named `{1}`", "", ""}},
    Row{Code::unused, warning,
        {"{0} `{1}` tidak pernah dipakai", "pakai atau hapus", ""},
        {"{0} `{1}` is never used", "use it or remove it", ""}},
    Row{Code::cycle, error,
        {"`{0}` bergantung pada dirinya sendiri: {1}", "", "lalu di sini"},
        {"`{0}` depends on itself: {1}", "", "then here"}},
    Row{Code::missing_statement, error,
        {"tidak ada pernyataan `{0}`", "aturan memerlukan tepat satu, di berkas ini atau di berkas yang dimuatnya", ""},
        {"there is no `{0}` statement", "rules need exactly one, in this file or in one that it includes", ""}},
    Row{Code::repeated_statement, error,
        {"`{0}` hanya boleh ada satu kali", "hapus salah satu", "yang pertama"},
        {"`{0}` may stand only once", "remove one of them", "the first one"}},

    Row{Code::bad_number, error,
        {"`{0}` bukan bilangan yang dapat dipakai", "tulis desimal (0.5), pecahan (1/2) atau persen (60%), paling banyak {1} angka, penyebut bukan nol", ""},
        {"`{0}` is not a usable number", "write a decimal (0.5), a fraction (1/2) or a percentage (60%) of at most {1} digits, denominator not zero", ""}},
    Row{Code::bad_date, error,
        {"`{0}` bukan tanggal di kalender", "tulis tahun-bulan-hari, misalnya 2021-12-31, atau untuk `as_of` bulan-hari, misalnya 05-31", ""},
        {"`{0}` is not a day of the calendar", "write year-month-day, such as 2021-12-31, or for `as_of` month-day, such as 05-31", ""}},
    Row{Code::empty_period, error,
        {"masa berlaku dari {0} sampai sebelum {1} tidak memuat satu hari pun", "tanggal akhir adalah hari pertama yang tidak lagi termasuk", ""},
        {"the period from {0} until {1} holds no day", "the end is the first day that no longer belongs to it", ""}},
    Row{Code::type_mismatch, error,
        {"nilai `{0}` adalah {1}, tetapi di sini tertulis {2}", "", "dideklarasikan di sini"},
        {"the value of `{0}` is {1}, but {2} is written here", "", "declared here"}},
    Row{Code::operator_mismatch, error,
        {"operator `{0}` tidak dapat dipakai untuk {1}", "", "dideklarasikan di sini"},
        {"operator `{0}` cannot be used with {1}", "", "declared here"}},
    Row{Code::not_a_member, error,
        {"`{0}` bukan nilai dari `{1}`", "nilainya: {2}", "dideklarasikan di sini"},
        {"`{0}` is not a value of `{1}`", "its values are: {2}", "declared here"}},
    Row{Code::never_true, error,
        {"nilai `{0}` berada dalam rentang {1}; syarat ini tidak pernah dapat dipenuhi", "", "dideklarasikan di sini"},
        {"the value of `{0}` lies within {1}; this condition can never hold", "", "declared here"}},
    Row{Code::share_of_fact, error,
        {"`{0}` bukan skor, jadi tidak ada bobot yang dapat diambil persennya", "tulis bilangan tanpa %", "dideklarasikan di sini"},
        {"`{0}` is not a score, so there is no weight to take a percentage of", "write the number without %", "declared here"}},
    Row{Code::empty_range, error,
        {"rentang {0} .. {1} kosong", "tulis batas bawah lebih dahulu, dan lebih kecil dari batas atas", ""},
        {"the range {0} .. {1} is empty", "write the lower bound first, and smaller than the upper one", ""}},

    Row{Code::weight_sum, error,
        {"jumlah bobot butir di dalam `{0}` adalah {1}, padahal bobot `{0}` {2}", "selisihnya {3}", "bobot butir"},
        {"the children of `{0}` weigh {1} together, but it weighs {2}", "the difference is {3}", "weight of a child"}},
    Row{Code::weight_mixed, error,
        {"tidak semua butir di dalam `{0}` berbobot", "beri bobot kepada semuanya; atau tidak satu pun, tanpa menulis `sum`", "tanpa bobot"},
        {"not all children of `{0}` have a weight", "give all of them a weight; or none, and do not write `sum`", "without a weight"}},
    Row{Code::weight_not_positive, error,
        {"bobot harus lebih besar dari nol", "", ""},
        {"a weight must be greater than zero", "", ""}},
    Row{Code::weight_unexpected, error,
        {"butir di dalam `{0}` tidak boleh berbobot karena `{0}` memakai `{1}`", "hapus bobot ini, atau pakai `sum`", "di sini `{1}` dipilih"},
        {"a child of `{0}` cannot have a weight, because `{0}` takes the `{1}`", "remove this weight, or use `sum`", "`{1}` is chosen here"}},
    Row{Code::no_children, error,
        {"`{0}` tidak memuat pertanyaan", "tambahkan paling sedikit satu pertanyaan di dalamnya", ""},
        {"`{0}` holds no question", "put at least one question in it", ""}},
    Row{Code::view_weight, error,
        {"anggota pandangan `{0}` berbobot {1}, padahal tertulis {2}", "selisihnya {3}", "anggota"},
        {"the members of view `{0}` weigh {1} together, but {2} is written", "the difference is {3}", "a member"}},
    Row{Code::view_overlap, error,
        {"pandangan `{0}` menghitung `{1}` dua kali", "setiap pertanyaan hanya boleh masuk satu kali", "sudah termasuk di sini"},
        {"view `{0}` counts `{1}` twice", "each question may enter only once", "already included here"}},

    Row{Code::too_few_options, error,
        {"skala `{0}` memerlukan paling sedikit dua pilihan", "", ""},
        {"scale `{0}` needs at least two options", "", ""}},
    Row{Code::option_order, error,
        {"pilihan harus turun dari yang terbaik: `{0}` = {1} berada setelah `{2}` = {3}", "urutkan pilihan, atau perbaiki nilainya", "pilihan sebelumnya"},
        {"options must fall from best to worst: `{0}` = {1} stands after `{2}` = {3}", "reorder the options, or correct the value", "the option before"}},
    Row{Code::score_range, error,
        {"nilai {0} di luar 0 sampai 1", "nilai adalah bagian dari bobot: 1 berarti penuh", ""},
        {"the value {0} is outside 0 to 1", "a value is a share of the weight: 1 means all of it", ""}},
    Row{Code::band_gap, error,
        {"tidak ada interval yang memuat {0}", "interval harus menutup seluruh rentang {1} .. {2}", "interval sebelumnya"},
        {"no band holds {0}", "the bands must cover the whole range {1} .. {2}", "the band before"}},
    Row{Code::band_overlap, error,
        {"{0} termasuk dalam dua interval", "tulis [ ] bila ujungnya ikut, ( ) bila tidak", "interval sebelumnya"},
        {"{0} lies in two bands", "write [ ] to include an end, ( ) to exclude it", "the band before"}},
    Row{Code::band_outside, error,
        {"interval ini keluar dari rentang {0} .. {1}", "", ""},
        {"this band leaves the range {0} .. {1}", "", ""}},
    Row{Code::formula_range, error,
        {"rumus ini dapat menghasilkan {0} sampai {1}, di luar 0 sampai 1", "tambahkan `capped` bila nilai memang dibatasi, atau perbaiki rumusnya", ""},
        {"this formula can yield {0} to {1}, outside 0 to 1", "add `capped` if the value is meant to be limited, or correct the formula", ""}},
    Row{Code::zero_denominator, warning,
        {"penyebut ini dapat bernilai nol, dan aturan tidak mengatakan apa yang berlaku", "pada rasio tambahkan `when ... = 0 then ...` (atau `then open`) dengan sitasi atau interpretasi, pada skala pakailah interval; tanpa itu jawabannya tetap terbuka", ""},
        {"this denominator can be zero, and the rules do not say what holds then", "in a ratio add `when ... = 0 then ...` (or `then open`) with a citation or interpretation, in a scale use bands; without it the answer stays open", ""}},
    Row{Code::bad_step, error,
        {"langkah {0} tidak membagi habis rentang {1} .. {2}", "", ""},
        {"a step of {0} does not divide the range {1} .. {2}", "", ""}},
    Row{Code::question_incomplete, error,
        {"pertanyaan `{0}` memerlukan {1}", "", ""},
        {"question `{0}` needs {1}", "", ""}},
    Row{Code::detail_misfit, error,
        {"`{0}` tidak cocok untuk pertanyaan dengan {1}", "", ""},
        {"`{0}` does not fit a question with {1}", "", ""}},

    Row{Code::threshold_unreachable, error,
        {"`{0}` paling tinggi {1}; syarat {2} tidak pernah dapat dipenuhi", "", "bobotnya di sini"},
        {"`{0}` can reach at most {1}; the condition {2} can never be met", "", "its weight is here"}},
    Row{Code::threshold_trivial, warning,
        {"syarat {1} untuk `{0}` selalu dipenuhi", "perbaiki ambang, atau hapus syarat ini", ""},
        {"the condition {1} on `{0}` always holds", "correct the threshold, or remove the condition", ""}},
    Row{Code::each_nothing, error,
        {"tidak ada simpul atau pandangan dengan tingkat `{0}`", "", ""},
        {"there is no node or view of level `{0}`", "", ""}},
    Row{Code::empty_predicate, error,
        {"`{0}` tidak memuat syarat", "tanpa syarat, setiap unit lolos", ""},
        {"`{0}` holds no condition", "without conditions every unit would pass", ""}},

    Row{Code::file_unreadable, error,
        {"berkas `{0}` tidak dapat dibaca", "periksa nama dan letaknya; yang dimuat dengan `include` dicari di sebelah berkas yang memuatnya, harus berkas biasa, dan tautannya tidak boleh keluar dari folder aturan", ""},
        {"the file `{0}` cannot be read", "check its name and place; what is included is looked for beside the file that includes it, must be an ordinary file, and no link to it may lead out of the folder of the rules", ""}},
    Row{Code::include_cycle, error,
        {"`{0}` sudah dimuat", "setiap berkas dimuat satu kali saja", "dimuat di sini"},
        {"`{0}` is included already", "each file is included only once", "included here"}},
    Row{Code::include_path, error,
        {"`{0}` bukan letak berkas yang diizinkan", "tulis letak relatif tanpa `..`, dengan / sebagai pemisah", ""},
        {"`{0}` is not an allowed file path", "write a relative path without `..`, with / between folders", ""}},
    Row{Code::limit, error,
        {"batas terlampaui: {0}, paling banyak {1}", "batas ini melindungi program yang memakai zi; program itu dapat menaikkannya", ""},
        {"limit exceeded: {0}, at most {1}", "the limit protects the host program, which can raise it", ""}},
    Row{Code::too_many, error,
        {"terlalu banyak masalah; sisanya tidak ditampilkan", "perbaiki yang di atas, lalu periksa lagi", ""},
        {"too many problems; the rest is not shown", "mend those above and check again", ""}},
    Row{Code::exact_numbers, error,
        {"sampai di sini bilangan tepat aturan ini memerlukan lebih dari {0} bit",
         "pakai penyebut yang sejalan, misalnya perseratus atau perenam, dan lebih sedikit rasio atau skor; program pemakai dapat menaikkan batas `exact_bits`", ""},
        {"up to here the exact numbers of these rules need more than {0} bits",
         "use denominators that go together, such as hundredths or sixths, and fewer ratios or scores; the host program can raise the limit `exact_bits`", ""}},
    Row{Code::cancelled, error,
        {"dibatalkan sebelum selesai", "yang membatalkan adalah program pemakai; jalankan lagi", ""},
        {"cancelled before the end", "it was the host program that cancelled; run it again", ""}},

    Row{Code::json_syntax, error,
        {"ini bukan JSON yang sah: baris {0}, kolom {1}, pada {2}", "periksa koma, kurung dan tanda kutip di sekitar tempat itu", ""},
        {"this is not valid JSON: line {0}, column {1}, at {2}", "check commas, brackets and quotes around that place", ""}},
    Row{Code::json_type, error,
        {"di sini seharusnya {0}, tetapi ada {1}", "", ""},
        {"expected {0} here, found {1}", "", ""}},
    Row{Code::unknown_field, error,
        {"kolom `{0}` tidak dikenal", "yang dikenal: {1}", ""},
        {"the field `{0}` is not known", "known are: {1}", ""}},
    Row{Code::unknown_question, error,
        {"tidak ada pertanyaan `{0}` dalam peraturan ini", "", ""},
        {"there is no question `{0}` in this regulation", "", ""}},
    Row{Code::unknown_fact, error,
        {"tidak ada fakta `{0}` dalam peraturan ini", "", ""},
        {"there is no fact `{0}` in this regulation", "", ""}},
    Row{Code::duplicate_key, error,
        {"`{0}` tertulis dua kali", "hapus salah satu; zi tidak menebak mana yang dimaksud", ""},
        {"`{0}` is written twice", "remove one; zi does not guess which one is meant", ""}},
    Row{Code::unknown_value, error,
        {"`{0}` bukan pilihan yang tersedia", "yang tersedia: {1}", ""},
        {"`{0}` is not one of the choices", "the choices are: {1}", ""}},
    Row{Code::number_invalid, error,
        {"`{0}` bukan bilangan yang dapat dibaca", "tulis misalnya 3.62; titik sebagai pemisah desimal, paling banyak {1} angka", ""},
        {"`{0}` cannot be read as a number", "write for example 3.62; a point before decimals, at most {1} digits", ""}},
    Row{Code::number_range, error,
        {"{0} di luar rentang {1} .. {2}", "", ""},
        {"{0} is outside the range {1} .. {2}", "", ""}},
    Row{Code::number_step, error,
        {"{0} tidak berada pada langkah {1}", "", ""},
        {"{0} does not lie on the step of {1}", "", ""}},
    Row{Code::count_invalid, error,
        {"{0} bukan jumlah", "jumlah adalah bilangan bulat dari 0 sampai {1}, ditulis dengan angka saja: 1000, bukan 1.000", ""},
        {"{0} is not a count", "a count is a whole number from 0 to {1}, written in digits alone: 1000, not 1.000", ""}},
    Row{Code::unknown_input, error,
        {"pertanyaan ini tidak mempunyai isian `{0}`", "isiannya: {1}", ""},
        {"this question has no input `{0}`", "its inputs are: {1}", ""}},
    Row{Code::total_mismatch, error,
        {"`{0}` tertulis {1}, tetapi bagiannya berjumlah {2}", "perbaiki salah satu; jumlah yang dikosongkan dihitung dari bagiannya", ""},
        {"`{0}` is stated as {1}, but its parts sum to {2}", "correct one of them; a total left out is derived from its parts", ""}},
    Row{Code::missing_id, error,
        {"unit ini tidak mempunyai `id`", "beri setiap unit sebuah `id` berupa teks yang tidak kosong", ""},
        {"this unit has no `id`", "give each unit an `id`: a text that is not empty", ""}},
    Row{Code::duplicate_unit, error,
        {"id unit `{0}` sudah dipakai", "", ""},
        {"the unit id `{0}` is taken already", "", ""}},
    Row{Code::unit_limit, error,
        {"batas terlampaui: {0}, paling banyak {1}", "", ""},
        {"limit exceeded: {0}, at most {1}", "", ""}},
    Row{Code::not_in_force, error,
        {"`{0}` tidak berlaku pada {1}", "masa berlakunya {2}", ""},
        {"`{0}` is not in force on {1}", "it is in force {2}", ""}},
    Row{Code::no_units, error,
        {"tidak ada unit di dalam masukan", "masukan berisi satu objek JSON, larik objek, atau satu objek per baris", ""},
        {"there is no unit in the input", "the input is one JSON object, an array of objects, or one object a line", ""}},
    Row{Code::unknown_unit, error,
        {"tidak ada unit `{0}` di dalam masukan", "", ""},
        {"there is no unit `{0}` in the input", "", ""}},
    Row{Code::missing_field, error,
        {"`{0}` belum diisi", "", ""},
        {"`{0}` is missing", "", ""}},
    Row{Code::unknown_document, error,
        {"tidak ada dokumen `{0}`", "", ""},
        {"there is no document `{0}`", "", ""}},
    Row{Code::self_reference, error,
        {"dokumen `{0}` menyebut dirinya sendiri", "sebutkan dokumen lain, atau hapus penyebutan ini", ""},
        {"the document `{0}` names itself", "name another document, or remove this mention", ""}},
    Row{Code::several_documents, error,
        {"beberapa unit mempunyai dokumen `{0}`", "sebutkan unitnya: dengan `--of` di baris perintah, dengan pilihan `unit` dari program lain", ""},
        {"several units have a document `{0}`", "say which unit's: with `--of` on the command line, with the option `unit` from other programs", ""}},
    Row{Code::several_units, error,
        {"masukan berisi beberapa unit", "sebutkan unit yang dimaksud", ""},
        {"the input holds several units", "say which unit is meant", ""}},
    Row{Code::unknown_column, error,
        {"kolom `{0}` tidak dikenal", "nama kolom adalah id pertanyaan, isian, dokumen atau fakta; lihat docs/columns.md", ""},
        {"the column `{0}` is not known", "columns are named as questions, inputs, documents or facts are; see docs/columns.md", ""}},
    Row{Code::array_released, error,
        {"larik sudah dilepas", "serahkan setiap larik satu kali saja", ""},
        {"the array is released already", "hand each array over once only", ""}},
    Row{Code::array_shape, error,
        {"larik ini cacat: {0}", "pembuat larik menyalahi Arrow C Data Interface", ""},
        {"this array is malformed: {0}", "its producer does not keep to the Arrow C Data Interface", ""}},
    Row{Code::column_format, error,
        {"format Arrow `{0}` tidak cocok dengan kolom ini", "yang cocok: {1}", ""},
        {"the Arrow format `{0}` does not suit this column", "suitable are: {1}", ""}},
    Row{Code::column_float, error,
        {"format Arrow `{0}` adalah bilangan biner, yang tidak dapat memuat 3.62 dengan tepat", "pakai decimal128 atau bilangan bulat", ""},
        {"the Arrow format `{0}` is binary floating point, which cannot hold 3.62 exactly", "use decimal128 or whole numbers", ""}},
    Row{Code::column_code, error,
        {"kode {0} tidak menunjuk pilihan mana pun", "kode adalah tempat pilihan pada skala, dari 0 sampai {1}", ""},
        {"the code {0} stands for no option", "a code is the place of an option on its scale, from 0 to {1}", ""}},
    Row{Code::column_index, error,
        {"indeks {0} berada di luar kamus", "kamus ini memuat {1} nilai", ""},
        {"the index {0} is outside the dictionary", "the dictionary holds {1} values", ""}},
    Row{Code::column_text, error,
        {"teks ini bukan UTF-8", "simpan sebagai UTF-8", ""},
        {"this text is not UTF-8", "save it as UTF-8", ""}},
    Row{Code::csv_syntax, error,
        {"tanda kutip tidak sesuai di dalam sel {0}", "tutup sel yang dibuka dengan tanda kutip, dan gandakan tanda kutip di dalamnya", ""},
        {"a quote is out of place in cell {0}", "close a cell that a quote opens, and double the quotes inside it", ""}},
    Row{Code::csv_width, error,
        {"baris ini memuat {0} sel, sedangkan kepalanya {1}", "isi setiap kolom; sel kosong berarti tidak dijawab", ""},
        {"this row has {0} cells, and the header {1}", "fill every column; an empty cell means not answered", ""}},
    Row{Code::column_range, error,
        {"nilai `{0}` dapat mencapai {1}, yang tidak muat dalam {2}", "minta desimal dengan lebih sedikit angka di belakang koma, atau tanpa nilai itu", ""},
        {"scores of `{0}` may reach {1}, which does not fit {2}", "ask for decimals with fewer digits, or not for that score", ""}},
};

struct Word {
    std::string_view key, id, en;
};

// Words that stand as arguments in a message ("@scale").
constexpr std::array all_words{
    Word{"@arrow_buffer", "penunjuk buffer kosong", "a buffer is null"},
    Word{"@arrow_buffers", "jumlah buffer salah", "the number of buffers is wrong"},
    Word{"@arrow_children", "anak larik tidak sama dengan anak skemanya", "children of array and schema differ"},
    Word{"@arrow_dictionary", "kamus larik tidak sama dengan kamus skemanya", "dictionaries of array and schema differ"},
    Word{"@arrow_length", "panjang atau pergeserannya mustahil", "its length or offset is impossible"},
    Word{"@arrow_name", "kolom tanpa nama", "a column has no name"},
    Word{"@arrow_nulls", "jumlah nilai kosong tidak benar", "the count of nulls is wrong"},
    Word{"@arrow_offsets", "batas teks tidak urut", "text offsets are not in order"},
    Word{"@as_of", "tanggal penilaian", "the as-of date"},
    Word{"@assessor", "penilai", "assessor"},
    Word{"@boolean", "nilai ya/tidak (yes, no)", "a boolean (yes, no)"},
    Word{"@choice", "pilihan", "choice"},
    Word{"@condition", "sebuah syarat", "a condition"},
    Word{"@count", "sebuah jumlah", "a count"},
    Word{"@date", "sebuah tanggal", "a date"},
    Word{"@duration", "lama waktu", "a length of time"},
    Word{"@end", "akhir berkas", "the end of the file"},
    Word{"@evidence", "data dukung", "evidence"},
    Word{"@fact", "fakta", "fact"},
    Word{"@from", "sejak", "from"},
    Word{"@until_before", "sampai sebelum", "until before"},
    Word{"@fraction", "bilangan yang tidak bulat", "a number that is not whole"},
    Word{"@grades", "tingkatan", "grades"},
    Word{"@input", "isian", "input"},
    Word{"@level", "tingkat", "level"},
    Word{"@member", "anggota pilihan atau tingkatan", "a member of a choice or of grades"},
    Word{"@month_day", "tanggal tanpa tahun", "a date without a year"},
    Word{"@name", "sebuah nama", "a name"},
    Word{"@label", "sebuah label", "a label"},
    Word{"@period", "day, month atau year", "day, month or year"},
    Word{"@page", "nomor halaman", "a page number"},
    Word{"@number", "sebuah bilangan", "a number"},
    Word{"@operator", "operator (>=, >, <=, <, = atau in)", "an operator (>=, >, <=, <, = or in)"},
    Word{"@option", "pilihan jawaban", "answer option"},
    Word{"@options_scale", "pilihan jawaban", "answer options"},
    Word{"@path", "nama skor atau fakta", "the name of a score or fact"},
    Word{"@predicate", "predikat", "predicate"},
    Word{"@question", "pertanyaan", "question"},
    Word{"@scale", "skala", "scale"},
    Word{"@score", "sebuah skor", "a score"},
    Word{"@score_or_fact", "skor atau fakta", "score or fact"},
    Word{"@node", "simpul lembar kerja", "node of the worksheet"},
    Word{"@node_or_view", "simpul atau pandangan", "node or view"},
    Word{"@set", "himpunan nilai", "a set of values"},
    Word{"@source", "sumber", "source"},
    Word{"@statement", "sebuah pernyataan", "a statement"},
    Word{"@text", "teks dalam tanda kutip", "a text in quotes"},
    Word{"@type", "jenis fakta", "fact type"},
    Word{"@unordered", "pilihan yang tidak berurutan", "a choice, which has no order"},
    Word{"@value", "sebuah nilai (bilangan, tanggal atau nama)", "a value (number, date or name)"},
    Word{"@expression", "rumus", "a formula"},
    Word{"@view", "pandangan", "view"},
    Word{"@interpretation", "interpretasi", "interpretation"},
    Word{"@fact_type", "jenis fakta (boolean, count, date, number, atau nama choice/grades)", "a fact type (boolean, count, date, number, or the name of a choice or of grades)"},
    Word{"@at_top", "di luar blok", "outside a block"},
    Word{"@in_worksheet", "di dalam lembar kerja", "inside the worksheet"},
    Word{"@in_question", "di dalam pertanyaan", "inside a question"},
    Word{"@in_predicate", "di dalam predikat", "inside a predicate"},
    Word{"@numeric_scale", "skala bilangan", "a numeric scale"},
    Word{"@ratio", "rasio", "a ratio"},
    Word{"@needs_value", "rumus `value`", "a `value` formula"},
    Word{"@needs_input", "paling sedikit satu `input`", "at least one `input`"},
    Word{"@file_bytes", "besar berkas dalam bita", "file size in bytes"},
    Word{"@files", "jumlah berkas", "number of files"},
    Word{"@include_depth", "kedalaman `include`", "depth of includes"},
    Word{"@block_depth", "kedalaman blok", "depth of blocks"},
    Word{"@conditions", "jumlah syarat", "number of conditions"},
    Word{"@statements", "jumlah pernyataan", "number of statements"},
    Word{"@answers", "jumlah pilihan semua pertanyaan dan fakta", "number of options of all questions and facts"},
    Word{"@name_bytes", "panjang nama dalam bita", "length of a name in bytes"},
    Word{"@expression_nodes", "besar satu rumus", "size of one formula"},
    Word{"@expression_depth", "kedalaman tanda kurung", "depth of parentheses"},
    Word{"@units_bytes", "besar masukan dalam bita", "size of the input in bytes"},
    Word{"@unit_bytes", "memori yang dipakai satu unit, dalam bita", "memory that one unit takes, in bytes"},
    Word{"@proof_bytes", "besar satu bukti dalam bita, atau memori yang dipakainya", "size of one proof in bytes, or memory that it takes"},
    Word{"@json_depth", "kedalaman JSON", "depth of the JSON"},
    Word{"@string_bytes", "panjang teks dalam bita", "length of a text in bytes"},
    Word{"@object", "objek", "an object"},
    Word{"@array", "larik", "an array"},
    Word{"@string", "teks", "a string"},
    Word{"@bool", "true atau false", "true or false"},
    Word{"@null", "null", "null"},
    Word{"@answer_option", "teks salah satu pilihan", "the text of one of the options"},
    Word{"@answer_counts", "objek berisi jumlah", "an object of counts"},
};
// clang-format on

const Row& row(Code code) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.code == code; });
    return found == rows.end() ? rows.front() : *found;
}

}  // namespace

Severity severity(Code code) { return row(code).severity; }

Description describe(Code code, Language language) { return language == Language::indonesian ? row(code).id : row(code).en; }

const std::vector<Code>& all_codes() {
    static const std::vector<Code> codes = [] {
        std::vector<Code> list;
        for (const Row& r : rows) list.push_back(r.code);
        return list;
    }();
    return codes;
}

namespace {

std::string translate_part(std::string_view part, Language language) {
    if (const auto mark = part.find(more_mark); mark != std::string_view::npos)
        return std::string(part.substr(0, mark)) + (language == Language::indonesian ? " ... dan " : " ... and ") +
               std::string(part.substr(mark + 1)) + (language == Language::indonesian ? " lainnya" : " more");
    if (!part.starts_with('@')) return std::string(part);
    const auto found = std::find_if(all_words.begin(), all_words.end(), [&](const Word& w) { return w.key == part; });
    if (found == all_words.end()) return std::string(part.substr(1));
    return std::string(language == Language::indonesian ? found->id : found->en);
}

}  // namespace

std::string translate(std::string_view argument, Language language) {
    static constexpr char between[] = {phrase_mark, alternative_mark};
    std::string text;
    for (;;) {
        const auto mark = argument.find_first_of(std::string_view(between, sizeof between));
        text += translate_part(argument.substr(0, mark), language);
        if (mark == std::string_view::npos) return text;
        text += argument[mark] == phrase_mark ? " " : language == Language::indonesian ? " atau " : " or ";
        argument.remove_prefix(mark + 1);
    }
}

}  // namespace zi
