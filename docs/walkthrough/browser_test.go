package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

// A state is what the page shows of the worked example: tables by their names, in HTML.
type state struct {
	X, M         [][]float64 // as read from their tables
	Tables       map[string]string
	Note         string
	Cells, Paths []string
}

// TestBrowser opens pages in Chromium, where KMEANS_NEED_BROWSER asks for it. The script
// testdata/browser.js does what readers do, and sends what it finds.
func TestBrowser(t *testing.T) {
	if os.Getenv("KMEANS_NEED_BROWSER") != "1" {
		t.Skip("left out: KMEANS_NEED_BROWSER=1 tests the page in Chromium")
	}
	dir := t.TempDir()
	frames := map[string][]string{} // how the pages draw them
	for name, args := range map[string]string{"slide": "", "certain": "-data docs/data/iris.csv -k 3 -seed 13 -axes 3,4",
		"differ": "-show differ", "empty": "-show empty", "tie": "-show tie", "far": "-show far", "worse": "-show worse"} {
		if _, stderr, status := run(t, top, append(strings.Fields(args), "-o", filepath.Join(dir, name+".html"))...); status != 0 {
			t.Fatal(stderr)
		}
		o, _ := parseOptions(strings.Fields(args))
		o.Data = filepath.Join(top, o.Data)
		d, err := o.read()
		if err != nil {
			t.Fatal(err)
		}
		r, err := newRun(d.X, o.start(d.X), o.Steps)
		if err != nil {
			t.Fatal(err)
		}
		axes, _ := o.chosenAxes(d)
		film := newFilm(d.X, r, newView(d, axes, 480, 360))
		for f := range 2*len(film.Scenes) - 1 {
			frames[name] = append(frames[name], string(film.Draw(f)))
		}
	}
	script, err := os.ReadFile(filepath.Join("testdata", "browser.js"))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(frames)
	html := fmt.Sprintf("<!DOCTYPE html><body><script>const frames = %s;\n%s</script>", want, script)
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(html), 0o666); err != nil {
		t.Fatal(err)
	}
	var found struct {
		Wrong  []string
		States []state
	}
	done := make(chan error, 1)
	http.Handle("/", http.FileServer(http.Dir(dir)))
	http.HandleFunc("/found", func(_ http.ResponseWriter, r *http.Request) { done <- json.NewDecoder(r.Body).Decode(&found) })
	server := httptest.NewServer(nil)
	defer server.Close()

	names := []string{"chromium", "chromium-browser", "google-chrome", "chrome"}
	at := slices.IndexFunc(names, func(name string) bool { _, err := exec.LookPath(name); return err == nil })
	cmd := exec.Command(names[max(at, 0)], "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=2000,1200", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe", server.URL)
	in, _, err := os.Pipe() // it ends when its pipe does
	cmd.ExtraFiles = []*os.File{in, os.Stderr}
	if err := cmp.Or(err, cmd.Start()); err != nil {
		t.Fatal("KMEANS_NEED_BROWSER is 1, and there is no Chromium on this machine: ", err)
	}
	err = <-done
	cmd.Process.Kill()
	cmd.Wait()
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range found.Wrong {
		t.Error(wrong)
	}
	notes := map[string]bool{}
	for _, s := range found.States {
		s.check(t)
		notes[regexp.MustCompile(`\d`).ReplaceAllString(s.Note, "")] = true
	}
	if len(notes) < 3 || len(found.States) < 50 {
		t.Errorf("%d moves led to the notes %v, want ties, empty clusters and none", len(found.States), notes)
	}
}

// check holds all that the page shows of the worked example to the packages, for the X and
// M that it shows.
func (s state) check(t *testing.T) {
	t.Helper()
	X := matrix.FromRows(s.X)
	r, err := newRun(X, matrix.FromRows(s.M), 50)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorked(X, r)
	for id := range w {
		if want := w.html(id); s.Tables[id] != want {
			t.Errorf("with X = %v and M = %v the page shows %s as\n%s\nand the packages give\n%s", w["X"], w["M"], id, s.Tables[id], want)
		}
	}
	film := newFilm(X, r, workedView)
	var paths []string
	for _, line := range regexp.MustCompile(`polyline points="(.*?)"`).FindAllStringSubmatch(string(film.Draw(2*len(r.Steps))), -1) {
		paths = append(paths, line[1])
	}
	if !slices.Equal(s.Cells, film.Scenes[1].Cells) || !slices.Equal(s.Paths, paths) {
		t.Errorf("with X = %v and M = %v the picture has regions %q and paths %q, want %q and %q", w["X"], w["M"], s.Cells, s.Paths, film.Scenes[1].Cells, paths)
	}
	empty := slices.ContainsFunc(w["sizes"], func(size []float64) bool { return size[0] == 0 })
	if strings.Contains(s.Note, "Equally near") != strings.Contains(w.html("E1"), `"tie"`) || strings.Contains(s.Note, "is empty") != empty {
		t.Errorf("with X = %v and M = %v the page notes %q", w["X"], w["M"], s.Note)
	}
}
