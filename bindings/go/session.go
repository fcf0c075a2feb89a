package zi

/*
#include "bridge.h"
*/
import "C"

import (
	"context"
	"math/big"
	"unsafe"
)

// Session holds one unit under edit. At any time it equals a fresh assessment. Goroutines may share one: calls wait for each other. An edit that does
// not fit is refused as Invalid and changes nothing; where memory runs out within one, every later call is OutOfMemory. Edits give what changed,
// as JSON (docs/session-change.schema.json); values are JSON as in units.
type Session struct {
	h        *handle
	language Language
}

// Open opens a session on one unit, with options as for Assess. ctx applies to opening only. Errors of the session are in ask.Language.
func (r *Rules) Open(ctx context.Context, units []byte, ask Ask) (*Session, error) {
	var session *C.zi_session
	_, err := r.query(ctx, units, ask, func(q *query, _ *arena) C.zi_status {
		return C.zi_session_open(q.rules, q.units, q.size, q.options, &session, &q.failure)
	})
	if err != nil {
		return nil, err
	}
	return &Session{own(unsafe.Pointer(session), func(p unsafe.Pointer) { C.zi_session_free((*C.zi_session)(p)) }), ask.Language}, nil
}

// Close frees the session after the last running call, without blocking. Idempotent; other calls fail afterwards.
func (s *Session) Close() {
	if s != nil {
		s.h.close()
	}
}

// An edit holds the arguments of a function of zi.h about sessions.
type edit struct {
	session *C.zi_session
	text    *C.zi_text
	failure *C.zi_error
}

func (s *Session) call(f func(*edit, *arena) C.zi_status, names ...string) (result []byte, err error) {
	if s == nil {
		return nil, misuse("the session is nil")
	}
	if err := named(names...); err != nil {
		return nil, err
	}
	err = s.h.exclusive(func(p unsafe.Pointer) error {
		var a arena
		defer a.free()
		e := edit{session: (*C.zi_session)(p)}
		if err := take(f(&e, &a), e.failure, s.language); err != nil {
			return err
		}
		result = taken(e.text)
		return nil
	})
	return
}

// SetAnswer answers a question (its id or alias) as the unit (assessor "") or an assessor. An empty value removes the answer.
func (s *Session) SetAnswer(question, assessor string, value []byte) (change []byte, err error) {
	return s.call(func(e *edit, a *arena) C.zi_status {
		data, size := a.bytes(value)
		return C.zi_session_set_answer(e.session, a.text(question), a.optional(assessor), data, size, &e.text, &e.failure)
	}, question, assessor)
}

// SetFact sets a fact. An empty value removes it.
func (s *Session) SetFact(fact string, value []byte) (change []byte, err error) {
	return s.call(func(e *edit, a *arena) C.zi_status {
		data, size := a.bytes(value)
		return C.zi_session_set_fact(e.session, a.text(fact), data, size, &e.text, &e.failure)
	}, fact)
}

// SetDocument adds a document, JSON as in the evidence of units, or replaces the one with the same id.
func (s *Session) SetDocument(document []byte) (change []byte, err error) {
	return s.call(func(e *edit, a *arena) C.zi_status {
		data, size := a.bytes(document)
		return C.zi_session_set_document(e.session, data, size, &e.text, &e.failure)
	})
}

// RemoveDocument removes a document. Invalid if there is none.
func (s *Session) RemoveDocument(id string) (change []byte, err error) {
	return s.call(func(e *edit, a *arena) C.zi_status {
		return C.zi_session_remove_document(e.session, a.text(id), &e.text, &e.failure)
	}, id)
}

// Mark returns a point in the undo log, for Undo.
func (s *Session) Mark() (mark uint64, err error) {
	_, err = s.call(func(e *edit, _ *arena) C.zi_status {
		var m C.uint64_t
		status := C.zi_session_mark(e.session, &m, &e.failure)
		mark = uint64(m)
		return status
	})
	return
}

// Undo reverts all edits since the mark, as one change. Misuse, if detected, for a mark that was forgotten, or that an undo has gone back beyond.
func (s *Session) Undo(mark uint64) (change []byte, err error) {
	return s.call(func(e *edit, _ *arena) C.zi_status {
		return C.zi_session_undo(e.session, C.uint64_t(mark), &e.text, &e.failure)
	})
}

// Forget discards the undo log before the mark, to free memory.
func (s *Session) Forget(mark uint64) error {
	_, err := s.call(func(e *edit, _ *arena) C.zi_status {
		return C.zi_session_forget(e.session, C.uint64_t(mark), &e.failure)
	})
	return err
}

// Verdict returns the verdict of a predicate.
func (s *Session) Verdict(predicate string) (verdict Verdict, err error) {
	_, err = s.call(func(e *edit, a *arena) C.zi_status {
		var v C.int32_t
		status := C.zi_session_verdict(e.session, a.text(predicate), &v, &e.failure)
		verdict = Verdict(v)
		return status
	}, predicate)
	return
}

// Score returns the exact points of a node or view (its id or alias), certain and possible.
func (s *Session) Score(node string) (certain, possible *big.Rat, err error) {
	var c, m *C.zi_text
	_, err = s.call(func(e *edit, a *arena) C.zi_status {
		return C.zi_session_score(e.session, a.text(node), &c, &m, &e.failure)
	}, node)
	if err != nil {
		return nil, nil, err
	}
	certain, _ = new(big.Rat).SetString(string(taken(c)))
	possible, _ = new(big.Rat).SetString(string(taken(m)))
	return
}

// Assess returns the current assessment, as Rules.Assess does.
func (s *Session) Assess() (*Assessment, error) {
	json, err := s.call(func(e *edit, _ *arena) C.zi_status {
		return C.zi_session_assess(e.session, &e.text, &e.failure)
	})
	if err != nil {
		return nil, err
	}
	return parseAssessment(json)
}

// Explain returns the worksheet as a tree, and every condition, as text.
func (s *Session) Explain(language Language) (string, error) {
	text, err := s.call(func(e *edit, _ *arena) C.zi_status {
		return C.zi_session_explain(e.session, C.int32_t(language), &e.text, &e.failure)
	})
	return string(text), err
}
