package zi

/*
#include <stdlib.h>
#include <string.h>
#include "bridge.h"
*/
import "C"

import (
	"fmt"
	"unsafe"
)

// Columns are answers and facts of many units, a row each, in columns named as docs/columns.md says: "A.I.1.i.a", "A.II.1.i.a/jumlah_agen_perubahan",
// "unit.kawasan". What no column says is not known. Adding does not copy: slices must stay as they are until Assess returns, which copies them to C.
// A valid that is not nil says which rows are known. The first wrong length is told by Assess. For one goroutine at a time.
type Columns struct {
	rows    int
	columns []column
	err     error
}

type column struct {
	name, format string
	width        int // bytes of a value; 0: bits
	data         unsafe.Pointer
	texts        []string
	valid        []bool
}

// NewColumns makes columns of so many rows.
func NewColumns(rows int) *Columns {
	c := &Columns{rows: rows}
	if rows < 0 {
		c.rows, c.err = 0, misuse("rows cannot be fewer than none")
	}
	return c
}

// Codes adds a question with options, or a fact of a list: places in the order of the rules, from 0.
func (c *Columns) Codes(name string, codes []uint8, valid []bool) *Columns {
	return add(c, name, "C", 1, codes, valid)
}

// Integers adds numbers, or counts of an input.
func (c *Columns) Integers(name string, values []int64, valid []bool) *Columns {
	return add(c, name, "l", 8, values, valid)
}

// Decimals adds exact decimals: values in units of 10^-digits, 0 to 18.
func (c *Columns) Decimals(name string, values []int64, digits int, valid []bool) *Columns {
	if digits < 0 || digits > 18 {
		c.fail(fmt.Sprintf("column %s: digits are 0 to 18", name))
		return c
	}
	return add(c, name, fmt.Sprintf("d:19,%d", digits), 16, values, valid)
}

// Days adds dates, as days since 1970-01-01.
func (c *Columns) Days(name string, days []int32, valid []bool) *Columns {
	return add(c, name, "tdD", 4, days, valid)
}

// Flags adds a fact that is so or not.
func (c *Columns) Flags(name string, flags []bool, valid []bool) *Columns {
	return add(c, name, "b", 0, flags, valid)
}

// Keys adds a question with options, or a fact of a list, by their keys. Codes are quicker.
func (c *Columns) Keys(name string, keys []string, valid []bool) *Columns {
	add(c, name, "u", 4, keys, valid)
	if n := len(c.columns); n > 0 && c.err == nil {
		c.columns[n-1].texts = keys
	}
	return c
}

func add[T any](c *Columns, name, format string, width int, values []T, valid []bool) *Columns {
	if len(values) != c.rows || (valid != nil && len(valid) != c.rows) {
		c.fail(fmt.Sprintf("column %s: want %d rows", name, c.rows))
		return c
	}
	one := column{name: name, format: format, width: width, valid: valid}
	if len(values) > 0 {
		one.data = unsafe.Pointer(&values[0])
	}
	c.columns = append(c.columns, one)
	return c
}

func (c *Columns) fail(text string) {
	if c.err == nil {
		c.err = misuse(text)
	}
}

// export copies everything into C memory, which is freed with what it gives, or by the library as it takes it over.
func (c *Columns) export() *C.zi_go_columns {
	made := C.zi_go_new_columns(C.int64_t(c.rows), C.int64_t(len(c.columns)))
	for i, one := range c.columns {
		var bits unsafe.Pointer
		if one.valid != nil {
			bits = C.calloc(C.size_t(c.rows/8+1), 1)
			pack(bits, one.valid)
		}
		var values, text unsafe.Pointer
		switch {
		case one.format == "u":
			values, text = packTexts(one.texts)
		case one.width == 0:
			values = C.calloc(C.size_t(c.rows/8+1), 1)
			pack(values, unsafe.Slice((*bool)(one.data), c.rows))
		case one.width == 16:
			values = C.malloc(C.size_t(16*c.rows + 1))
			wide := unsafe.Slice((*[2]int64)(values), c.rows)
			for row, value := range unsafe.Slice((*int64)(one.data), c.rows) {
				wide[row] = [2]int64{value, value >> 63}
			}
		default:
			values = C.malloc(C.size_t(one.width*c.rows + 1))
			if c.rows > 0 {
				C.memcpy(values, one.data, C.size_t(one.width*c.rows))
			}
		}
		C.zi_go_set_column(made, C.int64_t(i), C.CString(one.name), C.CString(one.format), bits, values, text)
	}
	return made
}

func pack(bits unsafe.Pointer, flags []bool) {
	bytes := unsafe.Slice((*byte)(bits), len(flags)/8+1)
	for row, set := range flags {
		if set {
			bytes[row/8] |= 1 << (row % 8)
		}
	}
}

func packTexts(texts []string) (offsets, data unsafe.Pointer) {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	offsets, data = C.calloc(C.size_t(len(texts)+1), 4), C.malloc(C.size_t(size+1))
	ends, bytes := unsafe.Slice((*int32)(offsets), len(texts)+1), unsafe.Slice((*byte)(data), size+1)
	at := 0
	for row, text := range texts {
		at += copy(bytes[at:], text)
		ends[row+1] = int32(at)
	}
	return
}
