package lloyd

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share does work(w, p) for every piece p, where w < cores tells on which core. Pieces are
// taken from a counter, so a core that is busy with something else takes fewer of them.
func share(cores, pieces int, work func(w, p int)) {
	if cores == 1 { // nothing to allocate
		for p := range pieces {
			work(0, p)
		}
		return
	}
	var taken atomic.Int64
	take := func(w int) {
		for p := int(taken.Add(1)) - 1; p < pieces; p = int(taken.Add(1)) - 1 {
			work(w, p)
		}
	}
	var others sync.WaitGroup
	defer others.Wait() // after a panic, too
	for w := 1; w < min(cores, pieces); w++ {
		others.Add(1)
		go func() {
			defer others.Done()
			take(w)
		}()
	}
	take(0)
}

// cores returns how many cores a job of so many multiplications is worth.
func cores(work int) int {
	return max(1, min(runtime.GOMAXPROCS(0), work>>15))
}

const block = 512 // rows

// blocks returns how many blocks m rows are.
func blocks(m int) int { return (m + block - 1) / block }

// rows returns the rows of block b, from lo to hi−1, of m.
func rows(b, m int) (lo, hi int) { return b * block, min((b+1)*block, m) }
