//go:build cgo

package zi

import (
	"runtime"
	"sync"
)

// guard runs the caller's code inside callbacks from C. Neither a panic nor runtime.Goexit (as t.FailNow does) may unwind through C, so code runs in
// a goroutine of its own; raise does the same to the goroutine that called C, once C has returned.
type guard struct {
	lock     sync.Mutex // callbacks come from any thread
	ended    bool       // by a panic, or else by Goexit
	panicked any
}

// run says whether f returned, and does not run it after one that did not.
func (g *guard) run(f func()) bool {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.ended {
		return false
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		returned := false
		defer func() {
			if !returned {
				g.ended, g.panicked = true, recover()
			}
		}()
		f()
		returned = true
	}()
	<-done
	return !g.ended
}

func (g *guard) raise() {
	g.lock.Lock()
	ended, panicked := g.ended, g.panicked
	g.lock.Unlock()
	if !ended {
		return
	}
	if panicked != nil {
		panic(panicked)
	}
	runtime.Goexit()
}
