package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"math/big"
	"strconv"
	"strings"
	"unsafe"
)

// Result holds the outputs by row, in Go memory.
type Result struct {
	Rows          int
	Verdicts      map[string][]Verdict // by predicate, "WBK", and by condition, "WBK/A", which has a verdict even where its predicate does not concern the unit
	Scores        map[string]Scores    // by node or view
	StageCertain  []string             // the last stage that is met, "": before the first; nil unless it was asked for
	StagePossible []string             // the last that may be met
}

// Scores are points of one node or view in units of 1 / Denominator. With PrepareOptions.Integers a value is rounded down: the exact one is less than Error
// units above it, and is the value itself where Error is 0. Else it is the decimal that docs/columns.md describes, less than one unit from the exact one.
type Scores struct {
	Certain, Possible []int64 // Possible is nil with CertainOnly
	Denominator       int64
	Error             int64
}

// Rat converts a value to points.
func (s Scores) Rat(units int64) *big.Rat { return big.NewRat(units, s.Denominator) }

// buffer is a view of a buffer of an array exported by zi, whose offset is 0.
func buffer[T any](array *C.struct_ArrowArray, index, count int) []T {
	return unsafe.Slice((*T)(unsafe.Slice(array.buffers, int(array.n_buffers))[index]), count)
}

// words converts a utf8 array.
func words(array *C.struct_ArrowArray) []string {
	all := make([]string, int(array.length))
	ends := buffer[int32](array, 1, len(all)+1)
	text := buffer[byte](array, 2, int(ends[len(all)]))
	for i := range all {
		all[i] = string(text[ends[i]:ends[i+1]])
	}
	return all
}

// looked decodes a dictionary-encoded column; null rows get `none`.
func looked[Code int8 | int32, Value any](array *C.struct_ArrowArray, dictionary []Value, none Value) []Value {
	rows := make([]Value, int(array.length))
	var given []byte
	if array.null_count > 0 {
		given = buffer[byte](array, 0, (len(rows)+7)/8)
	}
	for i, code := range buffer[Code](array, 1, len(rows)) {
		if given != nil && given[i/8]&(1<<(i%8)) == 0 {
			rows[i] = none
		} else {
			rows[i] = dictionary[code]
		}
	}
	return rows
}

// metadata decodes the metadata of a schema: a count, then keys and values, each after its length, in native byte order.
func metadata(at *C.char) map[string]string {
	all := map[string]string{}
	if at == nil {
		return all
	}
	p := unsafe.Pointer(at)
	number := func() (n int) {
		n = int(*(*int32)(p))
		p = unsafe.Add(p, 4)
		return
	}
	text := func() (s string) {
		n := number()
		s = string(unsafe.Slice((*byte)(p), n))
		p = unsafe.Add(p, n)
		return
	}
	for n := number(); n > 0; n-- {
		key := text()
		all[key] = text()
	}
	return all
}

func readResult(schema *C.struct_ArrowSchema, array *C.struct_ArrowArray) (*Result, error) {
	r := &Result{Rows: int(array.length), Verdicts: map[string][]Verdict{}, Scores: map[string]Scores{}}
	schemas := unsafe.Slice(schema.children, int(schema.n_children))
	for i, child := range unsafe.Slice(array.children, int(array.n_children)) {
		name, format := C.GoString(schemas[i].name), C.GoString(schemas[i].format)
		switch {
		case format == "c":
			names := words(child.dictionary)
			dictionary := make([]Verdict, len(names))
			for i, name := range names {
				if err := dictionary[i].UnmarshalText([]byte(name)); err != nil {
					return nil, err
				}
			}
			r.Verdicts[name] = looked[int8](child, dictionary, NotApplicable)
		case name == "stage/certain" && format == "i":
			r.StageCertain = looked[int32](child, words(child.dictionary), "")
		case name == "stage/possible" && format == "i":
			r.StagePossible = looked[int32](child, words(child.dictionary), "")
		default:
			if err := r.addScores(name, format, metadata(schemas[i].metadata), child); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

func (r *Result) addScores(name, format string, about map[string]string, array *C.struct_ArrowArray) error {
	values := make([]int64, r.Rows)
	scores := Scores{Denominator: 1, Error: 1}
	switch {
	case format == "l":
		copy(values, buffer[int64](array, 1, r.Rows))
		scores.Denominator, _ = strconv.ParseInt(about["zi.denominator"], 10, 64)
		scores.Error, _ = strconv.ParseInt(about["zi.error"], 10, 64)
	case strings.HasPrefix(format, "d:38,"):
		digits, _ := strconv.Atoi(format[len("d:38,"):])
		for ; digits > 0; digits-- {
			scores.Denominator *= 10
		}
		if r.Rows > 0 {
			fit := C.zi_go_narrow(unsafe.Slice(array.buffers, 2)[1], C.size_t(r.Rows), (*C.int64_t)(unsafe.Pointer(&values[0])))
			if int(fit) < r.Rows {
				return &Error{Status: Unsupported, Text: "zi: a score with so many digits does not fit int64; ask for fewer, or for Integers"}
			}
		}
	default:
		return &Error{Status: Unsupported, Text: "zi: the library gives a column of the unknown format " + format}
	}
	if scores.Denominator <= 0 {
		return &Error{Status: Internal, Text: "zi: the library gives scores without their unit"}
	}
	slash := strings.LastIndexByte(name, '/')
	node, which := name[:slash], name[slash+1:]
	if before, ok := r.Scores[node]; ok {
		scores = before
	}
	if which == "certain" {
		scores.Certain = values
	} else {
		scores.Possible = values
	}
	r.Scores[node] = scores
	return nil
}
