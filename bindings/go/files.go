package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"unsafe"
)

// Units are those that were read from files, for Ask.Read. They are immutable: any number of goroutines may use them at once.
type Units struct {
	h        *handle
	language Language
}

// ReadOptions say how files are read. Only AsOf is needed.
type ReadOptions struct {
	AsOf      string    // the day of the rules by which percentages and scores in files are compared
	BadValues BadValues // what becomes of a unit with an answer or fact that is wrong
	Layout    []byte    // how tables are read, as JSON (docs/layout.schema.json); nil: as zi knows them
	Limits    Limits    // UnitsBytes holds for all files together
}

// Source is a file of units.
type Source struct {
	Name string // as messages call it; its stem is the id of a unit that has none
	Data []byte // its bytes; nil: of the file, or of the files of the folder, that is called so
}

// FileKind is what a file is.
type FileKind int32

const (
	JSONFile  FileKind = C.ZI_FILE_JSON     // JSON or NDJSON, or nothing that is known
	TableFile FileKind = C.ZI_FILE_TABLE    // CSV or TSV
	Workbook  FileKind = C.ZI_FILE_WORKBOOK // XLSX
	OtherFile FileKind = C.ZI_FILE_OTHER    // a workbook that is not read: XLS, or one with a password
)

// File is what a file was taken for. Texts are empty where there is nothing to say.
type File struct {
	Name      string
	Kind      FileKind
	Separator rune   // of a table: between cells
	Sheet     string // of a workbook: the sheet with the answers
	Layout    string // "": none fits, which is told as an error of the file
	IDCell    string // where the unit's id stands; "" if in a column, or if it is the file's name
	Words     string // all of it, for people
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

// Close frees the units, once no call uses them; it does not wait. It may be called again; other calls are errors from then on.
func (u *Units) Close() {
	if u != nil {
		u.h.close()
	}
}

// Files are what each was taken for, in the language of the rules; none after Close.
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
