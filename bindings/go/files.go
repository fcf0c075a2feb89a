package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"unsafe"
)

// Units holds units read from files, for Ask.Read. Immutable and safe for concurrent use.
type Units struct {
	h        *handle
	language Language
}

// ReadOptions holds the options for reading files. Only AsOf is required.
type ReadOptions struct {
	AsOf      string    // the day of the rules by which percentages and scores in files are compared
	BadValues BadValues // policy for invalid answers and facts
	Layout    []byte    // a table layout, as JSON (docs/layout.schema.json); nil: the built-in ones
	Limits    Limits    // UnitsBytes holds for all files together
}

// Source is a file of units.
type Source struct {
	Name string // used in messages; its stem is the id of a unit without one
	Data []byte // content; nil: read from the file or folder of this name
}

// FileKind is the detected kind of a file.
type FileKind int32

const (
	JSONFile  FileKind = C.ZI_FILE_JSON     // JSON or NDJSON, or unknown
	TableFile FileKind = C.ZI_FILE_TABLE    // CSV or TSV
	Workbook  FileKind = C.ZI_FILE_WORKBOOK // XLSX
	OtherFile FileKind = C.ZI_FILE_OTHER    // an unsupported workbook: XLS, or encrypted
)

// File describes how a file was detected and read. Texts that do not apply are empty.
type File struct {
	Name      string
	Kind      FileKind
	Separator rune   // of a table: between cells
	Sheet     string // of a workbook: the sheet with the answers
	Layout    string // "": none matches; the file has an error then
	IDCell    string // the cell of the unit's id; "" if ids are in a column, or the id is the file's name
	Words     string // a description for display
}

// Read reads units from workbooks (XLSX), CSV, TSV and JSON, as docs/spreadsheets.md describes them: files, and folders, of which the files are read that end
// as files of units do. Invalid: a file cannot be read, a folder holds none, or the layout is refused. A unit that is refused is no error here: whoever asks
// about the units is told, with file and cell. Unsupported: the library was built without. A file that is being read is read to its end, whatever ctx says.
func (r *Rules) Read(ctx context.Context, paths []string, options ReadOptions) (*Units, error) {
	sources := make([]Source, len(paths))
	for i, path := range paths {
		sources[i].Name = path
	}
	return r.ReadSources(ctx, sources, options)
}

// ReadSources is Read of bytes in memory, of files and folders.
func (r *Rules) ReadSources(ctx context.Context, sources []Source, options ReadOptions) (*Units, error) {
	names := make([]string, len(sources))
	for i, one := range sources {
		names[i] = one.Name
	}
	if err := named(append([]string{options.AsOf}, names...)...); err != nil {
		return nil, err
	}
	var units *C.zi_units
	err := r.use(func(rules *C.zi_rules) error {
		return watched(ctx, func(cancel *C.zi_cancel) error {
			var a arena
			defer a.free()
			o := sized[C.zi_read_options](&a)
			o.as_of = a.text(options.AsOf)
			o.bad_values = C.int32_t(options.BadValues)
			o.layout, o.layout_size = a.bytes(options.Layout)
			limits := a.limits(options.Limits)
			if limits == nil {
				limits = sized[C.zi_limits](&a)
			}
			limits.cancel = cancel
			o.limits = limits
			called, count := a.texts(names)
			data := (**C.char)(a.zeroed(uintptr(len(sources)) * unsafe.Sizeof(uintptr(0))))
			sizes := (*C.size_t)(a.zeroed(uintptr(len(sources)) * unsafe.Sizeof(C.size_t(0))))
			for i, one := range sources {
				if one.Data != nil {
					unsafe.Slice(data, len(sources))[i] = (*C.char)(copied(&a, one.Data))
					unsafe.Slice(sizes, len(sources))[i] = C.size_t(len(one.Data))
				}
			}
			var failure *C.zi_error
			return take(C.zi_read_bytes(rules, called, data, sizes, count, o, &units, &failure), failure, r.language)
		})
	})
	if err != nil {
		return nil, err
	}
	return &Units{own(unsafe.Pointer(units), func(p unsafe.Pointer) { C.zi_units_free((*C.zi_units)(p)) }), r.language}, nil
}

// Close frees the units after the last running call, without blocking. Idempotent; other calls fail afterwards.
func (u *Units) Close() {
	if u != nil {
		u.h.close()
	}
}

// Files describes the files, in the language of the rules; nil after Close.
func (u *Units) Files() (files []File) {
	if u == nil {
		return nil
	}
	u.h.use(func(p unsafe.Pointer) error {
		units := (*C.zi_units)(p)
		for i, n := C.size_t(0), C.zi_units_file_count(units); i < n; i++ {
			var f C.zi_units_file
			f.struct_size = C.size_t(unsafe.Sizeof(f))
			C.zi_units_file_at(units, i, C.int32_t(u.language), &f)
			files = append(files, File{C.GoString(f.name), FileKind(f.kind), rune(f.separator), C.GoString(f.sheet), C.GoString(f.layout),
				C.GoString(f.id_cell), C.GoString(f.words)})
		}
		return nil
	})
	return
}
