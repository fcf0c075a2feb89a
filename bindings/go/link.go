//go:build !zi_static

package zi

// #cgo pkg-config: zi_c
import "C"
