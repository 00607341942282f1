package lloyd

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// share calls work(w, p) once for every piece 0 ≤ p < n, on the given number of cores
// at once; w tells which. Pieces are taken in order from a counter, so a core that is
// busy with something else takes fewer of them, and none waits for it to begin. No
// goroutine outlives the call.
func share(cores, n int, work func(w, p int)) {
	if cores == 1 {
		for p := range n {
			work(0, p)
		}
		return
	}
	var taken atomic.Int64
	take := func(w int) {
		for p := int(taken.Add(1)) - 1; p < n; p = int(taken.Add(1)) - 1 {
			work(w, p)
		}
	}
	var helpers sync.WaitGroup
	defer helpers.Wait()
	for w := 1; w < cores; w++ {
		helpers.Add(1)
		go func() {
			defer helpers.Done()
			take(w)
		}()
	}
	take(0)
}

// cores returns how many cores a job of so many multiplications is worth.
func cores(work int) int {
	return max(1, min(runtime.GOMAXPROCS(0), runtime.NumCPU(), work>>15))
}
