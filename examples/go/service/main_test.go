package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"zi.example/zi"
)

func served(t *testing.T) func(ctx context.Context, method, url, body string) *httptest.ResponseRecorder {
	t.Helper()
	rules, err := zi.Loader{Language: zi.English}.Load("../../../rules/zi-2021.zi")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(rules.Close)
	h := handler(rules)
	return func(ctx context.Context, method, url, body string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, url, strings.NewReader(body)).WithContext(ctx))
		return w
	}
}

// What the service answers is recorded in service.output; ZI_BLESS=1 records it anew.
func TestRecorded(t *testing.T) {
	serve := served(t)
	unit, err := os.ReadFile("unit.json")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, one := range [][3]string{
		{"POST", "/assess?as_of=2026-05-31", string(unit)},
		{"POST", "/assess?as_of=2026-05-31", `{"id": "sintetis-2", "answers": {"A.I.1.i.a": "Yes", "A.I.1.i.z": "A"}}`},
		{"POST", "/assess?as_of=yesterday", string(unit)},
		{"GET", "/assess?as_of=2026-05-31", ""},
		{"POST", "/assess?as_of=2026-05-31", strings.Repeat(" ", most+1)},
		{"GET", "/", ""},
	} {
		w := serve(context.Background(), one[0], one[1], one[2])
		fmt.Fprintf(&got, "%s %s: %d\n%s\n", one[0], one[1], w.Code, strings.TrimSpace(w.Body.String()))
	}
	if os.Getenv("ZI_BLESS") == "1" {
		os.WriteFile("service.output", got.Bytes(), 0o644)
	}
	want, _ := os.ReadFile("service.output")
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("want %s\ngot %s", want, got.Bytes())
	}
}

func TestWhyNot(t *testing.T) {
	w := served(t)(context.Background(), "POST", "/whynot?as_of=2026-05-31", `{"id": "sintetis-1", "answers": {"B.I.a": "3.59"}}`)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"WBK"`) {
		t.Error(w.Code, w.Body.String())
	}
}

func TestClientGone(t *testing.T) {
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if w := served(t)(gone, "POST", "/assess?as_of=2026-05-31", `{"id": "s"}`); w.Body.Len() != 0 {
		t.Error(w.Body.String())
	}
}
