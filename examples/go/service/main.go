// Service assesses units that are posted to it:
//
//	service RULES [ADDRESS]
//	POST /assess?as_of=2026-05-31    the total and the verdicts of the unit
//	POST /whynot?as_of=2026-05-31    why its predicates are not met, in English
//
// A unit that is refused is answered with 422 and all that is wrong with it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"zi.example/zi"
)

const most = 1 << 20 // bytes of one unit

type summary struct {
	ID         string                `json:"id"`
	Total      zi.Score              `json:"total"`
	Predicates map[string]zi.Verdict `json:"predicates"`
}

type problem struct {
	Code    string `json:"code"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

// handler shares the rules among all requests. A request that its client gives up stops the work.
func handler(rules *zi.Rules) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/assess", posted(func(ctx context.Context, unit []byte, ask zi.Ask) ([]byte, error) {
		a, err := rules.Assess(ctx, unit, ask)
		if err != nil {
			return nil, err
		}
		s := summary{a.ID, a.Scores["total"], map[string]zi.Verdict{}}
		for name, one := range a.Predicates {
			s.Predicates[name] = one.Verdict
		}
		return json.Marshal(s)
	}))
	mux.HandleFunc("/whynot", posted(func(ctx context.Context, unit []byte, ask zi.Ask) ([]byte, error) {
		return rules.WhyNot(ctx, unit, ask, "")
	}))
	return mux
}

func posted(answer func(context.Context, []byte, zi.Ask) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST a unit", http.StatusMethodNotAllowed)
			return
		}
		unit, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		body, err := answer(r.Context(), unit, zi.Ask{AsOf: r.URL.Query().Get("as_of"), Language: zi.English})
		var failed *zi.Error
		switch {
		case err == nil:
			reply(w, http.StatusOK, body)
		case errors.Is(err, zi.Invalid) && errors.As(err, &failed):
			problems := []problem{}
			for _, d := range failed.Diagnostics {
				problems = append(problems, problem{d.Code, d.Path, d.Message})
			}
			body, _ := json.Marshal(problems)
			reply(w, http.StatusUnprocessableEntity, body)
		case errors.Is(err, zi.Misuse): // as_of is no day
			http.Error(w, err.Error(), http.StatusBadRequest)
		case r.Context().Err() != nil: // nobody is there to be told
		default:
			log.Print(err)
			http.Error(w, "internal error", http.StatusInternalServerError)
		}
	}
}

func reply(w http.ResponseWriter, code int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	w.Write(append(body, '\n'))
}

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		log.Fatal("usage: service RULES [ADDRESS]")
	}
	address := "127.0.0.1:8080"
	if len(os.Args) == 3 {
		address = os.Args[2]
	}
	rules, err := zi.Loader{Language: zi.English}.Load(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Addr: address, Handler: handler(rules), ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		<-ctx.Done()
		limit, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		server.Shutdown(limit)
	}()
	log.Print("listening on ", address)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	<-finished // requests that were under way
}
