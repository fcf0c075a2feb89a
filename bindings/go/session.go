package zi

/*
#include <stdlib.h>
#include "bridge.h"
*/
import "C"

import (
	"context"
	"math/big"
	"unsafe"
)

// Session holds one unit under edit. Goroutines may share one: calls wait for each other. It needs its rules no longer than Open runs.
type Session struct{ h *handle }

// Open opens a session on one unit, as Assess would take it. Only opening looks at ctx.
func (r *Rules) Open(ctx context.Context, units []byte, ask Ask) (*Session, error) {
	if err := ask.check(); err != nil {
		return nil, err
	}
	var session *C.zi_session
	err := r.h.use(func(p unsafe.Pointer) error {
		var a arena
		defer a.free()
		if err := ctx.Err(); err != nil {
			return err
		}
		data, size := a.bytes(units)
		var failure *C.zi_error
		return take(C.zi_session_open((*C.zi_rules)(p), data, size, a.options(ask, nil), &session, &failure), failure, ask.Language)
	})
	if err != nil {
		return nil, err
	}
	return &Session{own(unsafe.Pointer(session), func(p unsafe.Pointer) { C.zi_session_free((*C.zi_session)(p)) })}, nil
}

// Close frees the session. It may be called again; other calls are errors from then on.
func (s *Session) Close() { s.h.close() }

func (s *Session) edit(f func(*C.zi_session, *arena, **C.zi_text, **C.zi_error) C.zi_status, names ...string) (change []byte, err error) {
	if err := (Ask{}).check(names...); err != nil {
		return nil, err
	}
	err = s.h.exclusive(func(p unsafe.Pointer) error {
		var a arena
		defer a.free()
		var text *C.zi_text
		var failure *C.zi_error
		if err := take(f((*C.zi_session)(p), &a, &text, &failure), failure, English); err != nil {
			return err
		}
		change = taken(text)
		return nil
	})
	return
}

// SetAnswer answers a question as the unit (assessor "") or an assessor; value is JSON, empty takes the answer back. The result is what changed
// (docs/session-change.schema.json). An answer that does not fit is refused and changes nothing.
func (s *Session) SetAnswer(question, assessor string, value []byte) ([]byte, error) {
	return s.edit(func(p *C.zi_session, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		data, size := a.bytes(value)
		return C.zi_session_set_answer(p, a.text(question), a.text(assessor), data, size, t, e)
	}, question, assessor)
}

// SetFact states a fact; value is JSON, empty takes it back.
func (s *Session) SetFact(fact string, value []byte) ([]byte, error) {
	return s.edit(func(p *C.zi_session, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		data, size := a.bytes(value)
		return C.zi_session_set_fact(p, a.text(fact), data, size, t, e)
	}, fact)
}

// Mark is a moment to go back to with Undo.
func (s *Session) Mark() (mark uint64, err error) {
	_, err = s.edit(func(p *C.zi_session, _ *arena, _ **C.zi_text, e **C.zi_error) C.zi_status {
		var m C.uint64_t
		status := C.zi_session_mark(p, &m, e)
		mark = uint64(m)
		return status
	})
	return
}

// Undo takes back all edits since the mark, as one change.
func (s *Session) Undo(mark uint64) ([]byte, error) {
	return s.edit(func(p *C.zi_session, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_session_undo(p, C.uint64_t(mark), t, e)
	})
}

// Verdict is that of a predicate.
func (s *Session) Verdict(predicate string) (verdict Verdict, err error) {
	_, err = s.edit(func(p *C.zi_session, a *arena, _ **C.zi_text, e **C.zi_error) C.zi_status {
		var v C.int32_t
		status := C.zi_session_verdict(p, a.text(predicate), &v, e)
		verdict = Verdict(v)
		return status
	}, predicate)
	return
}

// Score is the exact points of a node or view, certain and possible.
func (s *Session) Score(node string) (certain, possible *big.Rat, err error) {
	_, err = s.edit(func(p *C.zi_session, a *arena, _ **C.zi_text, e **C.zi_error) C.zi_status {
		var c, m *C.zi_text
		status := C.zi_session_score(p, a.text(node), &c, &m, e)
		if status == C.ZI_OK {
			certain, _ = new(big.Rat).SetString(string(taken(c)))
			possible, _ = new(big.Rat).SetString(string(taken(m)))
		}
		return status
	}, node)
	return
}

// Assess gives the assessment as it stands, as Rules.Assess does.
func (s *Session) Assess() (*Assessment, error) {
	json, err := s.edit(func(p *C.zi_session, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_session_assess(p, t, e)
	})
	if err != nil {
		return nil, err
	}
	return parseAssessment(json)
}

// SetDocument adds a document, JSON as in the evidence of units, or takes the place of the one with the same id.
func (s *Session) SetDocument(document []byte) ([]byte, error) {
	return s.edit(func(p *C.zi_session, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		data, size := a.bytes(document)
		return C.zi_session_set_document(p, data, size, t, e)
	})
}

// RemoveDocument takes a document away.
func (s *Session) RemoveDocument(id string) ([]byte, error) {
	return s.edit(func(p *C.zi_session, a *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_session_remove_document(p, a.text(id), t, e)
	}, id)
}

// Forget forgets how to undo what was before the mark, and frees the memory.
func (s *Session) Forget(mark uint64) error {
	_, err := s.edit(func(p *C.zi_session, _ *arena, _ **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_session_forget(p, C.uint64_t(mark), e)
	})
	return err
}

// Explain gives the worksheet as a tree and every condition, as text.
func (s *Session) Explain(language Language) ([]byte, error) {
	return s.edit(func(p *C.zi_session, _ *arena, t **C.zi_text, e **C.zi_error) C.zi_status {
		return C.zi_session_explain(p, C.int32_t(language), t, e)
	})
}
