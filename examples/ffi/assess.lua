-- Loads rules, assesses a unit, and shows what is wrong with another: luajit assess.lua PREFIX, that of an installed zi.
local ffi = require "ffi"
local prefix = arg[1]
ffi.cdef(assert(io.open(prefix .. "/include/zi-ffi.h")):read("*a"))
local zi = ffi.load(prefix .. "/lib/libzi_c.so")

local rules, json, problem = ffi.new("zi_rules *[1]"), ffi.new("zi_text *[1]"), ffi.new("zi_error *[1]")
local function done(status)
    if status == zi.ZI_OK then return true end
    io.write(ffi.string(zi.zi_error_message(problem[0], zi.ZI_ENGLISH)))
    zi.zi_error_free(problem[0])
end
if not done(zi.zi_rules_load_file("rules/zi-2021.zi", nil, nil, nil, rules, problem)) then os.exit(1) end
print(ffi.string(zi.zi_rules_title(rules[0], zi.ZI_ENGLISH)))

-- A struct of options: all zero but its size. Texts in it must live as long as it is used.
local options, day = ffi.new("zi_options"), "2026-05-31"
options.struct_size, options.as_of = ffi.sizeof(options), day

for _, unit in ipairs { '{"id": "sintetis-1", "answers": {"A.I.1.i.a": "Ya"}}', '{"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes"}}' } do
    if done(zi.zi_assess(rules[0], unit, #unit, options, json, problem)) then
        local found = ffi.string(zi.zi_text_data(json[0]), zi.zi_text_size(json[0]))
        zi.zi_text_free(json[0])
        print(("%s: at most %s, WBK %s"):format(found:match '"id":"(.-)"', found:match '"total":.-"possible":"(.-)"', found:match '"WBK":{"status":"(.-)"'))
    end
end
zi.zi_rules_free(rules[0])
