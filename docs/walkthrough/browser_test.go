package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// browser returns Chromium's program, or skips the test where there is none. Where
// KMEANS_NEED_BROWSER is 1, that is a failure.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("KMEANS_NEED_BROWSER") == "1" {
		t.Fatal("KMEANS_NEED_BROWSER is 1, and there is no Chromium on this machine")
	}
	t.Skip("there is no Chromium on this machine: the page is not tested in a browser")
	return ""
}

// open opens a page at a fragment and returns what the document then is. It fails the
// test if the console got a message.
func open(t *testing.T, path, fragment string, flags ...string) string {
	t.Helper()
	chromium := browser(t)
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
		"--user-data-dir=" + t.TempDir()}, flags...)
	cmd := exec.Command(chromium, append(args, "--dump-dom", "file://"+filepath.ToSlash(path)+fragment)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", chromium, err, errs.String())
	}
	for _, line := range strings.Split(errs.String(), "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("%s%s: the console says %s", path, fragment, line)
		}
	}
	return out.String()
}

// tried is a page on which a script does something as a reader would.
func tried(t *testing.T, path, script string) string {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	path = strings.TrimSuffix(path, ".html") + "-tried.html"
	content := strings.Replace(string(page), "</body>", "<script>"+script+"</script></body>", 1)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// shown is what the document shows as its step.
func shown(t *testing.T, dom string) string {
	t.Helper()
	m := regexp.MustCompile(`<body[^>]* data-step="(\d+)"`).FindStringSubmatch(dom)
	if m == nil {
		t.Fatal("the page shows no step")
	}
	return m[1]
}

// TestBrowserSteps opens steps by their fragment and holds what the page shows to the
// run.
func TestBrowserSteps(t *testing.T) {
	browser(t)
	for n, args := range [][]string{
		nil,
		{"-data", "docs/data/iris.csv", "-k", "3"},
		{"-data", "docs/data/iris.csv", "-k", "3", "-seed", "13", "-axes", "3,4"}, // not all certified
	} {
		o, err := parseOptions(args)
		if err != nil {
			t.Fatal(err)
		}
		d, err := readData(filepath.Join(top, o.data))
		if err != nil {
			t.Fatal(err)
		}
		r, err := newRun(d.X, o.start(d.X), o.steps, func(string) {})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "page.html")
		if _, stderr, status := run(t, top, append(args, "-o", path)...); status != 0 {
			t.Fatalf("walkthrough %q: %s", args, stderr)
		}
		last := len(r.Steps)
		fragments := map[string]int{"": last, "#step=0": 0, "#step=1": 1, "#step=3": 3, "#step=999": last, "#steps": last}
		if n > 0 {
			fragments = map[string]int{"#step=1": 1, fmt.Sprintf("#step=%d", last-1): last - 1}
		}
		for fragment, step := range fragments {
			name := fmt.Sprintf("walkthrough %q%s", args, fragment)
			dom := open(t, path, fragment)
			if got := shown(t, dom); got != fmt.Sprint(step) {
				t.Errorf("%s shows step %s, want %d", name, got, step)
			}
			Y := make([]int, len(r.Y))
			rings, moved := 0, 0
			for s := range step {
				for _, move := range r.Steps[s].Matrix.Moved {
					Y[move.Point] = move.Label
				}
				rings, moved = len(r.Steps[s].Uncertain), len(r.Steps[s].Matrix.Moved)
			}
			for j, size := range sizes(Y, o.k) {
				if step == 0 {
					size = 0
				}
				want := fmt.Sprintf(`<use href="#mark%d" class="c%d"`, j, j)
				if got := strings.Count(dom[:strings.Index(dom, `id="curve"`)], want); got != size {
					t.Errorf("%s draws %d points of cluster %d, want %d", name, got, j, size)
				}
			}
			if got := strings.Count(dom, ` r="8"`); got != rings {
				t.Errorf("%s draws %d rings, want %d, the points that are not certified", name, got, rings)
			}
			caption := regexp.MustCompile(`<figcaption id="caption"[^>]*>([^<]*)`).FindStringSubmatch(dom)[1]
			want := fmt.Sprintf("Step %d of %d: %d point", step, last, moved)
			switch {
			case step == 0:
				want = "The start: "
			case moved == 0:
				want = "no point got another label"
			case step == 1:
				want = "all "
			}
			if !strings.Contains(caption, want) {
				t.Errorf("%s says %q, want it to say %q", name, caption, want)
			}
			if got := regexp.MustCompile(`<tr id="row(\d+)" class="now"`).FindStringSubmatch(dom); step > 0 && (got == nil || got[1] != fmt.Sprint(step)) {
				t.Errorf("%s marks row %v of the table, want %d", name, got, step)
			}
			if strings.Contains(dom, `id="controls" role="group" aria-label="Steps" hidden`) {
				t.Errorf("%s hides the buttons", name)
			}
		}
	}
}

// TestBrowserControls does what a reader does, with buttons, keys, slider and address.
func TestBrowserControls(t *testing.T) {
	browser(t)
	path := filepath.Join(t.TempDir(), "page.html")
	if _, stderr, status := run(t, top, "-o", path); status != 0 {
		t.Fatal(stderr)
	}
	const tools = `
		function at(id) { return document.getElementById(id) }
		function key(k, o) { (o && o.at || document.body).dispatchEvent(new KeyboardEvent('keydown', Object.assign({key: k, bubbles: true, cancelable: true}, o))) }
		`
	// One after the other on one page. The title collects the steps that are shown.
	tests := []struct{ name, script, want string }{
		{"back", "at('back').click()", "12"},
		{"back again", "at('back').click()", "11"},
		{"to the start", "at('first').click()", "0"},
		{"back from the start", "at('back').click()", "0"},
		{"next", "at('next').click()", "1"},
		{"to the end", "at('last').click()", "13"},
		{"next from the end", "at('next').click()", "13"},
		{"left", "key('ArrowLeft')", "12"},
		{"left again", "key('ArrowLeft')", "11"},
		{"right", "key('ArrowRight')", "12"},
		{"home in the picture", "key('Home', {at: at('play')})", "0"},
		{"home elsewhere is the browser's", "at('last').click(); key('Home')", "13"},
		{"alt-left is the browser's", "key('ArrowLeft', {altKey: true})", "13"},
		{"left in a table scrolls it", "key('ArrowLeft', {at: document.querySelector('.scroll')})", "13"},
		{"left on the slider is the slider's", "key('ArrowLeft', {at: at('slider')})", "13"},
		{"the slider", "at('slider').value = 4; at('slider').dispatchEvent(new Event('input'))", "4"},
	}
	script := tools + "var seen = [];\n"
	for _, tt := range tests {
		script += tt.script + "; seen.push(document.body.dataset.step + location.hash);\n"
	}
	dom := open(t, tried(t, path, script+"document.title = seen.join()"), "")
	seen := strings.Split(regexp.MustCompile(`<title>([^<]*)`).FindStringSubmatch(dom)[1], ",")
	for i, tt := range tests {
		if want := tt.want + "#step=" + tt.want; i >= len(seen) || seen[i] != want {
			t.Errorf("%s: the page shows, and its address ends in, %q, want %s", tt.name, seen[min(i, len(seen)-1)], want)
		}
	}
	// What takes time has a page each.
	for _, tt := range []struct{ name, script, want string }{
		{"a row's link", "document.querySelector('#row6 a').click()", "6"},
		{"play from the start to the end", "at('play').click(); if (location.hash != '#step=0') document.body.textContent = ''", "13"},
		{"play, pause", "at('play').click(); setTimeout(function () { at('play').click() }, 2000)", "2"},
	} {
		dom := open(t, tried(t, path, tools+tt.script), "", "--virtual-time-budget=20000")
		if got := shown(t, dom); got != tt.want {
			t.Errorf("%s: the page shows step %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestBrowserConsole: the console is heard. Without this, no error would fail a test.
func TestBrowserConsole(t *testing.T) {
	chromium := browser(t)
	path := filepath.Join(file(t, "bad.html", "<script>nothing.there()</script>"), "bad.html")
	out, _ := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
		"--user-data-dir="+t.TempDir(), "--dump-dom", "file://"+filepath.ToSlash(path)).CombinedOutput()
	if !strings.Contains(string(out), "CONSOLE") {
		t.Errorf("an error in a script is not heard:\n%s", out)
	}
}

// TestBrowserHostile opens a page whose data would like to run a script.
func TestBrowserHostile(t *testing.T) {
	browser(t)
	dir := file(t, "in.csv", "<script>document.title='broken'</script>,\"<img src=x onerror=\"\"document.title='broken'\"\">\",kind\n1,2,</script><script>document.title='broken'</script>\n3,5,b\n")
	if _, stderr, status := run(t, dir, "-data", "in.csv", "-k", "2"); status != 0 {
		t.Fatal(stderr)
	}
	dom := open(t, filepath.Join(dir, "walkthrough.html"), "#step=1")
	if strings.Contains(dom, "<title>broken</title>") || shown(t, dom) != "1" {
		t.Error("a name in the data ran as a script")
	}
}
