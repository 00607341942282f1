package lloyd

import (
	"runtime"
	"sync/atomic"
)

// A team is one goroutine a core for the time of a call. Between jobs they wait by
// yielding, not by sleeping: to wake a sleeping core can take longer than a whole
// step on ten thousand points. The caller is one of the team, and a team of one
// starts no goroutine.
type team struct {
	size int
	job  func(t int) // what member t is to do; nil ends the team
	jobs atomic.Int64
	busy atomic.Int64
}

// cores returns how many cores a job of so many multiplications is worth: one, if it
// is not worth sharing.
func cores(work int) int {
	return max(1, min(runtime.GOMAXPROCS(0), work>>15))
}

func (g *team) start(size int) {
	g.size = size
	for t := 1; t < size; t++ {
		go func() {
			for seen := int64(1); ; seen++ {
				for g.jobs.Load() < seen {
					runtime.Gosched()
				}
				if g.job == nil {
					return
				}
				g.job(t)
				g.busy.Add(-1)
			}
		}()
	}
}

// share calls f(t, lo, hi) for pieces lo ≤ i < hi that together are 0 ≤ i < n, one
// for each member t of the team at once, and returns when all are done.
func (g *team) share(n int, f func(t, lo, hi int)) {
	g.job = func(t int) { f(t, t*n/g.size, (t+1)*n/g.size) }
	g.busy.Store(int64(g.size - 1))
	g.jobs.Add(1)
	g.job(0)
	for g.busy.Load() > 0 {
		runtime.Gosched()
	}
}

// stop ends the team.
func (g *team) stop() {
	g.job = nil
	g.jobs.Add(1)
}
