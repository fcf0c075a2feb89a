package main

import (
	"bytes"
	"io"
	"os"
	"testing"
)

// What the program prints is recorded in assess.output; ZI_BLESS=1 records it anew.
func TestRecorded(t *testing.T) {
	record, err := os.ReadFile("assess.output")
	if err != nil && os.Getenv("ZI_BLESS") != "1" {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(".."); err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(here)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = write
	main() // it prints less than a pipe holds
	os.Stdout = stdout
	write.Close()
	got, err := io.ReadAll(read)
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("ZI_BLESS") == "1" {
		os.WriteFile(here+"/assess.output", got, 0o644)
	} else if !bytes.Equal(got, record) {
		t.Errorf("want %s\ngot %s", record, got)
	}
}
