// Service assesses units that are posted to /assess.
package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"

	zi "zi.example/zi"
)

const most = 1 << 20 // bytes of one request

func handler(rules *zi.Rules) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/assess", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "POST a unit", http.StatusMethodNotAllowed)
			return
		}
		unit, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		a, err := rules.Assess(r.Context(), unit, zi.Ask{AsOf: r.URL.Query().Get("as_of"), Language: zi.English})
		var refused *zi.Error
		switch {
		case errors.As(err, &refused) && (refused.Status == zi.Invalid || refused.Status == zi.Misuse):
			http.Error(w, refused.Text, http.StatusUnprocessableEntity)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		default:
			w.Header().Set("Content-Type", "application/json")
			w.Write(a.Raw)
		}
	})
	return mux
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: service RULES")
	}
	rules, err := zi.Load(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(rules)))
}
