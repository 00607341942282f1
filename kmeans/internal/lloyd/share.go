package lloyd

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A team is goroutines that help another one with one job after the other.
type team struct {
	job     atomic.Pointer[job] // the last one
	helpers sync.WaitGroup
}

// A job is work(w, p) for every piece p, where w tells on which core. Pieces are taken in
// order from a counter, so a core that is busy with something else takes fewer of them,
// and none waits for it to begin.
type job struct {
	pieces      int
	work        func(w, p int) // nil: no more jobs
	taken, done atomic.Int64   // how many pieces are
}

func newTeam(cores int) *team {
	t := new(team)
	for w := 1; w < cores; w++ {
		t.helpers.Add(1)
		go func() {
			defer t.helpers.Done()
			for last := (*job)(nil); last == nil || last.work != nil; {
				wait(func() bool { return t.job.Load() != last })
				last = t.job.Load()
				last.take(w)
			}
		}()
	}
	return t
}

// share does a job.
func (t *team) share(pieces int, work func(w, p int)) {
	j := &job{pieces: pieces, work: work}
	t.job.Store(j)
	j.take(0)
	wait(func() bool { return int(j.done.Load()) == pieces })
}

func (j *job) take(w int) {
	for p := int(j.taken.Add(1)) - 1; p < j.pieces; p = int(j.taken.Add(1)) - 1 {
		j.work(w, p)
		j.done.Add(1)
	}
}

// dismiss ends the team. None of its goroutines outlives the call.
func (t *team) dismiss() {
	t.job.Store(&job{})
	t.helpers.Wait()
}

// wait waits until ready returns true. The time between two steps is often shorter than
// what it takes to wake a goroutine up, so wait does not sleep before a while.
func wait(ready func() bool) {
	for i := 0; !ready(); i++ {
		if i < 2000 {
			runtime.Gosched()
		} else {
			time.Sleep(50 * time.Microsecond)
		}
	}
}

// cores returns how many cores a job of so many multiplications is worth.
func cores(work int) int {
	return max(1, min(runtime.GOMAXPROCS(0), runtime.NumCPU(), work>>15))
}
