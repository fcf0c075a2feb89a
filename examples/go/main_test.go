package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"testing"

	zi "zi.example/zi"
)

func post(t *testing.T, body []byte) *httptest.ResponseRecorder {
	t.Helper()
	rules, err := zi.Load("../../rules/zi-2021.zi")
	if err != nil {
		t.Fatal(err)
	}
	defer rules.Close()
	w := httptest.NewRecorder()
	handler(rules).ServeHTTP(w, httptest.NewRequest("POST", "/assess?as_of=2026-05-31", bytes.NewReader(body)))
	return w
}

// ZI_BLESS=1 records the response anew.
func TestRecorded(t *testing.T) {
	request, err := os.ReadFile("request.json")
	if err != nil {
		t.Fatal(err)
	}
	w := post(t, request)
	if os.Getenv("ZI_BLESS") != "" {
		os.WriteFile("response.json", w.Body.Bytes(), 0o644)
	}
	want, _ := os.ReadFile("response.json")
	if w.Code != 200 || !bytes.Equal(w.Body.Bytes(), want) {
		t.Fatal(w.Code, w.Body.String())
	}
}

func TestRefused(t *testing.T) {
	if w := post(t, []byte(`{"id": "s", "answers": {"A.I.1.i.a": "Yes"}}`)); w.Code != 422 || !bytes.Contains(w.Body.Bytes(), []byte("ZI0807")) {
		t.Fatal(w.Code, w.Body.String())
	}
}
