//go:build zi_static

package zi

// #cgo pkg-config: --static zi_c
import "C"
