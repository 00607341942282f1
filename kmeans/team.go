package kmeans

import (
	"runtime"
	"sync/atomic"
)

// A team is one goroutine a core for the time of a call. Between jobs they wait by
// yielding, not by sleeping: to wake a sleeping core takes longer than a step on
// ten thousand points. The caller is one of the team; a team of one starts nothing.
type team struct {
	size int
	job  func(t int) // the job at hand; nil ends the team
	jobs atomic.Int64
	busy atomic.Int64
}

// newTeam starts a team for jobs of so much work, counted in multiplications: of
// one, if the work is not worth sharing.
func newTeam(work int) *team {
	g := &team{size: max(1, min(runtime.GOMAXPROCS(0), work>>15))}
	for t := 1; t < g.size; t++ {
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
	return g
}

// share calls f for pieces lo ≤ i < hi that together are 0 ≤ i < n, one for each
// of the team at once, and returns when all are done.
func (g *team) share(n int, f func(lo, hi int)) {
	if g.size == 1 {
		f(0, n)
		return
	}
	g.job = func(t int) { f(t*n/g.size, (t+1)*n/g.size) }
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
