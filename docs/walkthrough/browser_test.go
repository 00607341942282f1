package main

import (
	"bufio"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

// A browser is Chromium, driven through a pipe by its DevTools protocol. A message in
// the console fails the test.
type browser struct {
	*testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	calls   int
	loads   int
	quiet   bool // the console is expected to speak
	spoke   int
}

type params map[string]any

// TestBrowser tests the page in Chromium, where KMEANS_NEED_BROWSER asks for it.
func TestBrowser(t *testing.T) {
	if os.Getenv("KMEANS_NEED_BROWSER") != "1" {
		t.Skip("left out: KMEANS_NEED_BROWSER=1 tests the page in Chromium")
	}
	t.Run("film", testFilm)
	t.Run("controls", testControls)
	t.Run("worked", testWorked)
	t.Run("layout", testLayout)
}

// newBrowser starts Chromium.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	names := []string{"chromium", "chromium-browser", "google-chrome", "chrome"}
	found := slices.IndexFunc(names, func(name string) bool { _, err := exec.LookPath(name); return err == nil })
	itsIn, in, err := os.Pipe()
	out, itsOut, err2 := os.Pipe()
	cmd := exec.Command(names[max(found, 0)], "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	cmd.ExtraFiles = []*os.File{itsIn, itsOut} // its descriptors 3 and 4
	if err := cmp.Or(err, err2, cmd.Start()); err != nil {
		t.Fatal("KMEANS_NEED_BROWSER is 1, and there is no Chromium on this machine: ", err)
	}
	itsIn.Close()
	itsOut.Close()
	b := &browser{T: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil, nil)
		cmd.Wait()
	})
	var tab struct{ TargetID, SessionID string }
	b.call("Target.createTarget", params{"url": "about:blank"}, &tab)
	b.call("Target.attachToTarget", params{"targetId": tab.TargetID, "flatten": true}, &tab)
	b.session = tab.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// call sends a command and waits for its result.
func (b *browser) call(method string, p params, result any) {
	b.Helper()
	b.calls++
	command, err := json.Marshal(struct {
		ID        int    `json:"id"`
		SessionID string `json:"sessionId,omitempty"`
		Method    string `json:"method"`
		Params    params `json:"params,omitempty"`
	}{b.calls, b.session, method, p})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := b.in.Write(append(command, 0)); err != nil {
		b.Fatal(err)
	}
	for id := 0; id != b.calls; {
		text, err := b.out.ReadBytes(0)
		if err != nil {
			b.Fatalf("%s: %v", method, err)
		}
		var m struct {
			ID            int
			Method        string
			Result, Error json.RawMessage
		}
		if err := json.Unmarshal(text[:len(text)-1], &m); err != nil {
			b.Fatal(err)
		}
		switch id = m.ID; m.Method {
		case "Page.loadEventFired":
			b.loads++
		case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
			if b.spoke++; !b.quiet {
				b.Errorf("the console says %.500s", text)
			}
		}
		if m.Error != nil {
			b.Fatalf("%s: %s", method, m.Error)
		}
		if id == b.calls && result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				b.Fatalf("%s: %v", method, err)
			}
		}
	}
}

// eval evaluates JavaScript, which returns something for JSON.
func (b *browser) eval(js string, value any) {
	b.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", params{"expression": js, "returnByValue": true, "awaitPromise": true}, &r)
	if r.ExceptionDetails != nil {
		b.Fatalf("%s: %s", js, r.ExceptionDetails)
	}
	if value != nil {
		if err := json.Unmarshal(r.Result.Value, value); err != nil {
			b.Fatalf("%s: %v", js, err)
		}
	}
}

// open loads a page anew, which another fragment alone would not do.
func (b *browser) open(path, fragment string) {
	b.Helper()
	before := b.loads
	b.call("Page.navigate", params{"url": fmt.Sprintf("file://%s?%d%s", filepath.ToSlash(path), b.calls, fragment)}, nil)
	for b.loads == before {
		b.call("Page.getLayoutMetrics", nil, nil)
	}
}

func (b *browser) size(width, height int) {
	b.call("Emulation.setDeviceMetricsOverride", params{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// key presses a key as a hand does.
func (b *browser) key(key string, modifiers int) {
	p := params{"type": "keyDown", "key": key, "code": key, "modifiers": modifiers}
	if len(key) == 1 {
		p["text"] = key
	}
	b.call("Input.dispatchKeyEvent", p, nil)
	b.call("Input.dispatchKeyEvent", params{"type": "keyUp", "key": key, "code": key}, nil)
}

func (b *browser) mouse(kind string, x, y float64) {
	b.call("Input.dispatchMouseEvent", params{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "buttons": 1}, nil)
}

// click presses the mouse in the middle of an element.
func (b *browser) click(selector string) {
	b.Helper()
	var at [2]float64
	b.eval(fmt.Sprintf(`{ const e = document.querySelector(%q); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); [r.x + r.width / 2, r.y + r.height / 2] }`, selector), &at)
	b.mouse("mousePressed", at[0], at[1])
	b.mouse("mouseReleased", at[0], at[1])
}

// testFilm steps through runs and holds all that is drawn to the frames.
func testFilm(t *testing.T) {
	b := newBrowser(t)
	path := filepath.Join(t.TempDir(), "page.html")
	for _, args := range [][]string{
		nil,
		{"-data", "docs/data/iris.csv", "-k", "3", "-seed", "13", "-axes", "3,4"}, // not all certified
	} {
		run(t, top, append(args, "-o", path)...)
		o, _ := parseOptions(args)
		o.Data = filepath.Join(top, o.Data)
		d, err := o.read()
		if err != nil {
			t.Fatal(err)
		}
		r, err := newRun(d.X, o.start(d.X), o.Steps)
		if err != nil {
			t.Fatal(err)
		}
		first, second, _ := o.chosenAxes(d)
		film := newFilm(d.X, r, [2]int{first, second}, 480, 360)
		b.open(path, "")
		for f := range film.Last() + 1 {
			step, half, changed := (f+1)/2, []string{"Maximization", "Expectation"}[f%2], 0
			for i, y := range film.Scenes[step].Labels {
				if half == "Expectation" && step > 1 && y != film.Scenes[step-1].Labels[i] {
					changed++
				}
			}
			marked := fmt.Sprintf("%s,row%d,%d", half, step, changed)
			if f == 0 {
				marked = "0"
			}
			var differ []string
			b.eval(fmt.Sprintf(`{
				const want = picture.cloneNode(false);
				const marked = [...document.querySelectorAll('.half.now, tr.now')].map(e => e.dataset.half || e.id).concat(picture.querySelectorAll('.changed').length).join();
				want.innerHTML = %q;
				const parts = svg => [...svg.querySelectorAll('use, polygon, polyline, .centers g, .rings circle')].map(e => [...e.attributes].map(a => a.name + a.value.replace(' changed', '')).join());
				const a = parts(picture), b = parts(want);
				a.filter((part, i) => part !== b[i]).concat(a.length === b.length ? [] : ['as many parts'], marked === %q ? [] : [marked]) }`,
				film.Draw(f, nil), marked), &differ)
			if len(differ) > 0 {
				t.Errorf("walkthrough %q, frame %d shows %q", args, f, differ)
			}
			b.key("ArrowRight", 0)
		}
	}
	b.quiet = true // an error in a script is heard: without that, none would fail a test
	b.eval("setTimeout(() => nothing.there(), 0); new Promise(done => setTimeout(() => done(0), 50))", nil)
	if b.spoke == 0 {
		t.Error("an error in a script is not heard")
	}
}

// testControls does what a reader and a lecturer do.
func testControls(t *testing.T) {
	b := newBrowser(t)
	path := filepath.Join(t.TempDir(), "page.html")
	run(t, top, "-o", path)
	click := func(selector string) func() { return func() { b.click(selector) } }
	key := func(key string) func() { return func() { b.key(key, 0) } }
	wait := func(ms int) { b.eval(fmt.Sprintf("new Promise(done => setTimeout(() => done(0), %d))", ms), nil) }
	b.size(1280, 800)
	b.open(path, "")
	for _, tt := range []struct {
		name string
		do   func()
		want string // the step, and "projected"
	}{
		{"it opens at the start", func() {}, "0"},
		{"next", click("#next"), "1"},
		{"back", click("#back"), "0"},
		{"to the end", click("#last"), "13.5"},
		{"a row's link", func() { click("#row6 a")(); wait(100) }, "6"},
		{"left", key("ArrowLeft"), "5.5"},
		{"alt-left is the browser's", func() { b.key("ArrowLeft", 1) }, "5.5"},
		{"Page Down is the browser's", key("PageDown"), "5.5"},
		{"to the start", click("#first"), "0"},
		{"the slider", func() { b.eval("slider.value = 4; slider.dispatchEvent(new Event('input')); 0", nil) }, "2.5"},
		{"P projects", key("p"), "2.5 projected"},
		{"Page Down", key("PageDown"), "3 projected"},
		{"Page Up", key("PageUp"), "2.5 projected"},
		{"right", key("ArrowRight"), "3 projected"},
		{"End", key("End"), "13.5 projected"},
		{"left", key("ArrowLeft"), "13 projected"},
		{"up", key("ArrowUp"), "12.5 projected"},
		{"down", key("ArrowDown"), "13 projected"},
		{"Home", key("Home"), "0 projected"},
		{"Space plays", func() { key(" ")(); wait(1700) }, "1 projected"},
		{"and pauses", func() { key(" ")(); wait(1700) }, "1 projected"},
		{"a click, then Space", func() { click("#next")(); key(" ")(); wait(1700); key(" ")() }, "2 projected"},
		{"the slider, then Space", func() { click("#slider")(); key(" ")(); wait(1700); key(" ")() }, "7.5 projected"},
		{"Home again", key("Home"), "0 projected"},
		{"Esc leaves", key("Escape"), "0"},
		{"the button projects", click("#project"), "0 projected"},
		{"and leaves", click("#project"), "0"},
	} {
		tt.do()
		var got string
		b.eval("document.body.dataset.step + (document.body.classList.contains('projected') ? ' projected' : '')", &got)
		if got != tt.want {
			t.Errorf("%s: the page shows step %s, want %s", tt.name, got, tt.want)
		}
	}
	for fragment, want := range map[string]string{"#step=0": "0", "#step=3": "3", "#step=3.5": "3.5", "#step=999": "13.5", "#steps": "0"} {
		b.open(path, fragment)
		var got string
		if b.eval("document.body.dataset.step", &got); got != want {
			t.Errorf("%s opens step %s, want %s", fragment, got, want)
		}
	}
}

// tables are the worked example's as the page shows them, and the picture's parts.
const tables = `({
	Tables: [...document.querySelectorAll('[data-matrix]')].map(t => ({ ID: t.dataset.matrix, Marked: 'minima' in t.dataset,
		Rows: [...t.querySelectorAll('tr')].map(r => [...r.querySelectorAll('td')].map(c => ({ Text: c.textContent, Full: c.title, Min: c.classList.contains('min'), Tie: c.classList.contains('tie') }))) })),
	Note: document.getElementById('note').textContent,
	Handles: [...document.querySelectorAll('.handle')].map(g => g.getAttribute('transform') + g.getAttribute('class').match(/c\d/)),
	Cells: [...document.querySelectorAll('#example polygon')].map(e => e.getAttribute('points')),
	Paths: [...document.querySelectorAll('#example polyline')].map(e => e.getAttribute('points')) })`

type shown struct {
	Tables       []Table
	Note         string
	Handles      []string
	Cells, Paths []string
}

// check holds everything the page shows of the worked example to the packages, for the
// X and M that it shows. It returns them.
func (s shown) check(t *testing.T, name string) (X, M *matrix.Matrix) {
	t.Helper()
	read := func(id string) *matrix.Matrix {
		var rows [][]float64
		for _, row := range s.Tables[slices.IndexFunc(s.Tables, func(table Table) bool { return table.ID == id })].Rows {
			var numbers []float64
			for _, c := range row {
				v, err := strconv.ParseFloat(strings.ReplaceAll(cmp.Or(c.Full, c.Text), "−", "-"), 64)
				if err != nil {
					t.Fatal(err)
				}
				numbers = append(numbers, v)
			}
			rows = append(rows, numbers)
		}
		return matrix.FromRows(rows)
	}
	X, M = read("X"), read("M")
	w := newWorked(X, M)
	seen := map[string]bool{}
	for _, table := range s.Tables {
		seen[table.ID] = true
		want := w.Show(table.ID, "")
		if table.Marked {
			want = w.Minima(table.ID, "")
		}
		if fmt.Sprint(table.Rows) != fmt.Sprint(want.Rows) {
			t.Errorf("%s: with X = %v and M = %v the page shows %s as\n%v\nand the packages give\n%v", name, w["X"], w["M"], table.ID, table.Rows, want.Rows)
		}
	}
	for id := range w {
		if !seen[id] {
			t.Errorf("%s: the page does not show %s", name, id)
		}
	}
	var handles []string
	for _, h := range w.Handles() {
		handles = append(handles, "translate("+h.At+")"+h.Class)
	}
	if !slices.Equal(s.Handles, handles) || !slices.Equal(s.Paths, w.Paths()) || !slices.Equal(s.Cells, w.Cells()) {
		t.Errorf("%s: the picture has %q, paths %q and regions %q, want %q, %q and %q", name, s.Handles, s.Paths, s.Cells, handles, w.Paths(), w.Cells())
	}
	ties := strings.Contains(fmt.Sprint(w.Minima("E1", "").Rows), " true}")
	if strings.Contains(s.Note, "Equally near") != ties || strings.Contains(s.Note, "empty") != (fmt.Sprint(w["sizes"]) == "[[0] [6]]" || fmt.Sprint(w["sizes"]) == "[[6] [0]]") {
		t.Errorf("%s: the page notes %q, the distances are %v", name, s.Note, w["E1"])
	}
	return X, M
}

// testWorked moves points and centers at random, with mouse and keys, and compares
// every number on the page with those of the packages.
func testWorked(t *testing.T) {
	b := newBrowser(t)
	path := filepath.Join(file(t, "in.csv", "1\n2\n"), "walkthrough.html")
	run(t, filepath.Dir(path), "-data", "in.csv", "-k", "1")
	b.size(1280, 800)
	b.open(path, "#derivation")
	var start, now shown
	b.eval(tables, &start)
	_, M := start.check(t, "at the start")
	rng := rand.New(rand.NewPCG(1, 0))
	notes := map[string]bool{}
	for move := range 100 {
		handle := rng.IntN(8)
		name := fmt.Sprintf("move %d, of handle %d", move, handle)
		var at, to [2]float64
		x, y := float64(20*rng.IntN(21)+20), float64(20*rng.IntN(15)+20) // on the grid of halves
		if move == 7 {                                                   // one center onto the other
			handle = 7
			at := workedView.place(M.Row(0), 0)
			x, y = at[0], at[1]
		}
		b.eval(fmt.Sprintf(`{
			const g = document.querySelectorAll('.handle')[%d], h = g.getScreenCTM();
			[h.e, h.f] }`, handle), &at)
		b.eval(fmt.Sprintf(`{ const p = new DOMPoint(%v, %v).matrixTransform(document.querySelector('#example svg').getScreenCTM()); [p.x, p.y] }`, x, y), &to)
		b.mouse("mousePressed", at[0], at[1])
		if move%3 == 0 {
			for range 1 + rng.IntN(3) {
				b.key([]string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}[rng.IntN(4)], 0)
			}
		} else {
			b.mouse("mouseMoved", (at[0]+to[0])/2, (at[1]+to[1])/2)
			b.mouse("mouseMoved", to[0], to[1])
		}
		b.mouse("mouseReleased", at[0], at[1])
		if move%10 == 9 {
			b.click("#step") // centers off the grid
		}
		now = shown{}
		b.eval(tables, &now)
		_, M = now.check(t, name)
		if to := fmt.Sprintf("translate(%v,%v)c", x, y); move%3 > 0 && move%10 < 9 && !strings.Contains(strings.Join(now.Handles, " "), to) {
			t.Errorf("%s: nothing is at %s", name, to)
		}
		notes[regexp.MustCompile(`\d`).ReplaceAllString(now.Note, "")] = true
	}
	if len(notes) < 3 {
		t.Errorf("the moves led to the notes %v, want ties, empty clusters and none", notes)
	}
	b.click("#restore")
	now = shown{}
	b.eval(tables, &now)
	if X, M := now.check(t, "put back"); fmt.Sprint(X, M) != fmt.Sprint(workedExample()) {
		t.Errorf("put back, X is\n%v\nand M\n%v", X, M)
	}
}

// testLayout looks at the page as screens, paper and people without JavaScript get
// it, and at a page far from the origin.
func testLayout(t *testing.T) {
	b := newBrowser(t)
	dir := t.TempDir()
	var csv strings.Builder
	for i := range 200 {
		fmt.Fprintf(&csv, "%d.%d,%d\n", 100_000_000+i*7919%10, i, -i*104729%10-100_000_000)
	}
	if err := os.WriteFile(filepath.Join(dir, "far.csv"), []byte(csv.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	far, slide := filepath.Join(dir, "far.html"), filepath.Join(dir, "slide.html")
	run(t, top, "-data", filepath.Join(dir, "far.csv"), "-o", far)
	run(t, top, "-o", slide)

	// No line is wider than the screen, no label is cut off, only what scrolls or acts takes
	// the focus.
	const wrong = `{
		const wrong = [], name = e => e.tagName + ' ' + e.textContent.slice(0, 40);
		if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the screen');
		for (const e of document.querySelectorAll('#picture text, #example text')) {
			const r = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect();
			if (r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1) wrong.push('cut off: ' + name(e));
		}
		for (const e of document.querySelectorAll('[tabindex]'))
			if (!(e.scrollWidth > e.clientWidth) && !e.matches('.handle')) wrong.push('takes the focus: ' + name(e));
		wrong }`
	colors := map[string]bool{}
	for _, path := range []string{slide, far} {
		for _, width := range []int{390, 768, 1280, 1920} {
			for _, scheme := range []string{"light", "dark"} {
				b.call("Emulation.setEmulatedMedia", params{"features": []params{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
				b.size(width, 800)
				b.open(path, "#step=2")
				var found []string
				var color string
				b.eval(wrong, &found)
				if len(found) > 0 {
					t.Errorf("%s, %d pixels wide, %s: %q", filepath.Base(path), width, scheme, found)
				}
				b.eval("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color", &color)
				colors[color] = true
			}
		}
	}
	if len(colors) != 2 {
		t.Errorf("light and dark have the colors %v", colors)
	}

	// Two neighbouring rungs, and projected the whole film, fit on a screen.
	b.size(1280, 800)
	b.open(slide, "")
	var heights []float64
	b.eval(`{ const r = [...document.querySelectorAll('.rung')].map(e => e.getBoundingClientRect()); r.slice(1).map((e, i) => e.bottom - r[i].top) }`, &heights)
	if slices.Max(heights) > 800 || len(heights) < 12 {
		t.Errorf("two neighbouring rungs are %v pixels high, want at most 800", heights)
	}
	for _, size := range [][2]int{{1280, 720}, {1920, 1080}} {
		b.size(size[0], size[1])
		b.open(slide, "#step=2")
		b.key("p", 0)
		var found []string
		b.eval(`{
			const r = e => e.getBoundingClientRect(), parts = ['#film', '#picture', '#lines', '#film figcaption', '#controls', '#curve', '#lines .half:last-child p:last-child'].map(s => document.querySelector(s));
			parts.filter(e => r(e).bottom > innerHeight + 1 || r(e).right > innerWidth + 1 || r(e).height < 20 || e.scrollHeight > e.clientHeight + 1 && e.clientHeight).map(e => e.id || e.tagName)
				.concat(parts[1].getBoundingClientRect().width < innerWidth / 2 ? ['a small picture'] : [], parseFloat(getComputedStyle(parts[6]).fontSize) < innerHeight / 30 ? ['small type'] : []) }`, &found)
		if len(found) > 0 {
			t.Errorf("projected on %v, does not fit: %q", size, found)
		}
	}

	// On paper, without and with a line of events below each step.
	run(t, top, "-show", "far", "-o", far)
	for _, path := range []string{slide, far} {
		b.open(path, "#step=2")
		for _, size := range [][2]float64{{8.27, 11.69}, {8.5, 11}} {
			var pdf struct{ Data string }
			b.call("Page.printToPDF", params{"paperWidth": size[0], "paperHeight": size[1]}, &pdf)
			paper, err := base64.StdEncoding.DecodeString(pdf.Data)
			if pages := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(paper, -1)); err != nil || pages < 2 || pages > 6 {
				t.Errorf("%s is printed on %d pages of %v inches (%v), want at most 6", filepath.Base(path), pages, size, err)
			}
		}
	}

	// Without JavaScript: all numbers, the first and the last picture, no buttons.
	b.call("Emulation.setScriptExecutionDisabled", params{"value": true}, nil)
	b.open(slide, "")
	var now shown
	b.eval(tables, &now)
	now.check(t, "without JavaScript")
	var there string
	b.eval(`['#picture', '#end', '#controls', '#restore'].filter(s => document.querySelector(s).getBoundingClientRect().height > 0).join()`, &there)
	if there != "#picture,#end" {
		t.Errorf("without JavaScript the page shows %s, want the pictures of the start and the end", there)
	}
}
