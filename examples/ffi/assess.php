<?php
// Loads rules, assesses a unit, and shows what is wrong with another: php assess.php PREFIX, that of an installed zi.
$prefix = $argv[1];
$zi = FFI::cdef(file_get_contents("$prefix/include/zi-ffi.h"), "$prefix/lib/libzi_c.so");

[$rules, $json, $error] = [$zi->new("zi_rules *"), $zi->new("zi_text *"), $zi->new("zi_error *")];
function told(int $status): int {
    global $zi, $error;
    if ($status != $zi->ZI_OK) {
        echo $zi->zi_error_message($error, $zi->ZI_ENGLISH);
        $zi->zi_error_free($error);
    }
    return $status;
}
if (told($zi->zi_rules_load_file("rules/zi-2021.zi", null, null, null, FFI::addr($rules), FFI::addr($error)))) exit(1);
echo $zi->zi_rules_title($rules, $zi->ZI_ENGLISH), "\n";

// A struct of options: all zero but its size. Texts in it must live as long as it is used.
$options = $zi->new("zi_options");
$options->struct_size = FFI::sizeof($options);
$day = $zi->new("char[11]");
FFI::memcpy($day, "2026-05-31", 10);
$options->as_of = FFI::addr($day[0]);

foreach (['{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya"}}', '{"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes"}}'] as $unit) {
    if (told($zi->zi_assess($rules, $unit, strlen($unit), FFI::addr($options), FFI::addr($json), FFI::addr($error)))) continue;
    $found = json_decode($zi->zi_text_data($json), true);
    $zi->zi_text_free($json);
    echo "{$found['id']}: at most {$found['scores']['total']['possible']}, WBK {$found['predicates']['WBK']['status']}\n";
}
$zi->zi_rules_free($rules);
