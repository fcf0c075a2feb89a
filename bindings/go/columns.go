package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// Column holds the values of one question or fact, one for each row; names as in docs/columns.md. The type of Values decides how they
// are read:
//
//	[]uint8, []int8         indices of options in the order of the rules, from 0; or numbers
//	[]string                spelled as in CSV: keys of options, numbers, dates, "ya" and "tidak"
//	[]float32, []float64    numbers and counts, as their shortest round-trip decimal; NaN is null
//	[]int, []int16 ... []uint64   numbers and counts
//	Decimals                numbers with decimals
//	[]bool                  flags, documents and evidence
//	Days                    dates
//	[]Column                answers of the assessor after whom the column is named
//
// Values are copied for the duration of the call and not retained.
type Column struct {
	Name   string
	Values any
	Given  []bool // false: null; nil: no nulls
}

// Decimals are numbers in units of 10^-Scale: with Scale 2, 362 is 3.62.
type Decimals struct {
	Units []int64
	Scale int // 0 to 38
}

// Days are dates, in days since 1970-01-01; 2932897 (10000-01-01) is `never`.
type Days []int32

// bitmap packs booleans as an Arrow bitmap.
func (a *arena) bitmap(rows []bool) (unsafe.Pointer, int) {
	size := (len(rows) + 7) / 8
	p := a.zeroed(uintptr(size))
	bits, unset := unsafe.Slice((*byte)(p), size), 0
	for i, set := range rows {
		if set {
			bits[i/8] |= 1 << (i % 8)
		} else {
			unset++
		}
	}
	return p, unset
}

// laid holds the Arrow buffers of a column.
type laid struct {
	format  string
	rows    int
	buffers []unsafe.Pointer // without the validity bitmap
}

func flat[T any](a *arena, format string, values []T) (laid, error) {
	return laid{format, len(values), []unsafe.Pointer{copied(a, values)}}, nil
}

func (a *arena) lay(values any) (laid, error) {
	switch v := values.(type) {
	case []uint8:
		return flat(a, "C", v)
	case []int8:
		return flat(a, "c", v)
	case []uint16:
		return flat(a, "S", v)
	case []int16:
		return flat(a, "s", v)
	case []uint32:
		return flat(a, "I", v)
	case []int32:
		return flat(a, "i", v)
	case []uint64:
		return flat(a, "L", v)
	case []int64:
		return flat(a, "l", v)
	case []int:
		wide := make([]int64, len(v))
		for i, one := range v {
			wide[i] = int64(one)
		}
		return flat(a, "l", wide)
	case Days:
		return flat(a, "tdD", v)
	case []float32:
		return flat(a, "f", v)
	case []float64:
		return flat(a, "g", v)
	case []bool:
		bits, _ := a.bitmap(v)
		return laid{"b", len(v), []unsafe.Pointer{bits}}, nil
	case []string:
		ends, size := make([]int64, 1, len(v)+1), 0
		for _, one := range v {
			size += len(one)
			ends = append(ends, int64(size))
		}
		text := a.memory(uintptr(size))
		for i, bytes := 0, unsafe.Slice((*byte)(text), size); i < len(v); i++ {
			copy(bytes[ends[i]:], v[i])
		}
		return laid{"U", len(v), []unsafe.Pointer{copied(a, ends), text}}, nil
	case Decimals:
		if v.Scale < 0 || v.Scale > 38 {
			return laid{}, misuse("a scale of %d: 0 to 38 are possible", v.Scale)
		}
		p := a.memory(16 * uintptr(len(v.Units)))
		if len(v.Units) > 0 {
			C.zi_go_widen((*C.int64_t)(unsafe.Pointer(&v.Units[0])), C.size_t(len(v.Units)), p)
		}
		return laid{fmt.Sprintf("d:38,%d", v.Scale), len(v.Units), []unsafe.Pointer{p}}, nil
	}
	return laid{}, misuse("values of type %T are none of those that a column takes", values)
}

// table is a struct array of the columns.
func (a *arena) table(columns []Column) (*C.struct_ArrowSchema, *C.struct_ArrowArray, error) {
	rows := -1
	schema := (*C.struct_ArrowSchema)(a.zeroed(C.sizeof_struct_ArrowSchema))
	array := (*C.struct_ArrowArray)(a.zeroed(C.sizeof_struct_ArrowArray))
	if err := a.structure(schema, array, Column{Values: columns}, &rows, 2); err != nil {
		return nil, nil, err
	}
	return schema, array, nil
}

// structure fills in a struct array; `depth` bounds nesting. *rows is negative until the first column sets it.
func (a *arena) structure(schema *C.struct_ArrowSchema, array *C.struct_ArrowArray, column Column, rows *int, depth int) error {
	columns := column.Values.([]Column)
	if depth == 0 {
		return misuse("%q: an assessor's columns hold columns", column.Name)
	}
	n := len(columns)
	schemas := unsafe.Slice((*C.struct_ArrowSchema)(a.zeroed(uintptr(n)*C.sizeof_struct_ArrowSchema)), n)
	arrays := unsafe.Slice((*C.struct_ArrowArray)(a.zeroed(uintptr(n)*C.sizeof_struct_ArrowArray)), n)
	schema.children = (**C.struct_ArrowSchema)(a.memory(uintptr(n) * unsafe.Sizeof(schema)))
	array.children = (**C.struct_ArrowArray)(a.memory(uintptr(n) * unsafe.Sizeof(array)))
	schema.n_children, array.n_children = C.int64_t(n), C.int64_t(n)
	for i, one := range columns {
		unsafe.Slice(schema.children, n)[i], unsafe.Slice(array.children, n)[i] = &schemas[i], &arrays[i]
		if err := a.child(&schemas[i], &arrays[i], one, rows, depth); err != nil {
			return err
		}
	}
	if *rows < 0 {
		*rows = 0
	}
	return a.fill(schema, array, column, laid{format: "+s", rows: *rows})
}

func (a *arena) child(schema *C.struct_ArrowSchema, array *C.struct_ArrowArray, column Column, rows *int, depth int) error {
	if err := named(column.Name); err != nil {
		return err
	}
	if _, nested := column.Values.([]Column); nested {
		return a.structure(schema, array, column, rows, depth-1)
	}
	values, err := a.lay(column.Values)
	if err != nil {
		return err
	}
	if *rows < 0 {
		*rows = values.rows
	}
	if values.rows != *rows {
		return misuse("%q: %d values, but columns before have %d", column.Name, values.rows, *rows)
	}
	return a.fill(schema, array, column, values)
}

func (a *arena) fill(schema *C.struct_ArrowSchema, array *C.struct_ArrowArray, column Column, values laid) error {
	schema.format = a.text(values.format)
	schema.name = a.text(column.Name)
	schema.flags = C.ARROW_FLAG_NULLABLE
	array.length = C.int64_t(values.rows)
	buffers := append([]unsafe.Pointer{nil}, values.buffers...)
	if column.Given != nil {
		if len(column.Given) != values.rows {
			return misuse("%q: %d values, but Given has %d", column.Name, values.rows, len(column.Given))
		}
		bits, missing := a.bitmap(column.Given)
		buffers[0] = bits
		array.null_count = C.int64_t(missing)
	}
	array.n_buffers = C.int64_t(len(buffers))
	array.buffers = (*unsafe.Pointer)(copied(a, buffers))
	C.zi_go_no_release(schema, array)
	return nil
}
