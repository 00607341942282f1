package main

import (
	"embed"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.com/kmeans-by-hand/matrix"
)

//go:embed page
var pageFiles embed.FS

// figures makes the pictures of the docs, by the name of their file. They need the
// slides' points, so the program must run in the top folder, or the test in its own.
func figures(data string) (map[string]string, error) {
	d, err := readData(data)
	if err != nil {
		return nil, err
	}
	o, err := parseOptions(nil)
	if err != nil {
		return nil, err
	}
	slide, err := newRun(d.X, o.start(d.X), o.steps, func(string) {})
	if err != nil {
		return nil, err
	}
	n := len(slide.Steps)
	X, M := workedExample()
	worked, err := newRun(X, M, o.steps, func(string) {})
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"overview.svg": strip("k-means on the slides' 200 points", d.X, slide, []int{0, 1, n - 4, n}),
		"worked.svg":   strip("The worked example: six points, two centers", X, worked, []int{0, 1, 2, 3}),
	}, nil
}

// strip returns an SVG file of four steps of a run, side by side.
func strip(title string, X *matrix.Matrix, r *Run, steps []int) string {
	const w, h, gap = 222, 222, 12
	f := newFilm(X, r, [2]int{0, 1}, w, h)
	css, _ := pageFiles.ReadFile("page/picture.css")
	var b, told strings.Builder
	for p, s := range steps {
		text := "the start"
		if s > 0 {
			text = fmt.Sprintf("step %d: cost %.5g", s, r.Steps[s-1].Matrix.Cost)
		}
		if s == len(r.Steps) {
			text += ", the end"
		}
		fmt.Fprintf(&told, " Panel %d, %s.", p+1, text)
		fmt.Fprintf(&b, "<g transform=\"translate(%d 62)\">\n<text x=\"2\" y=\"-9\">%s</text>\n%s</g>\n",
			gap+p*(w+gap), text, f.draw(2*s, nil))
	}
	width := gap + len(steps)*(w+gap)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">Points by color and shape of their cluster, numbered centers with their paths, and the regions nearest to the centers each step began with.%s</desc>
<style>
%s</style>
<rect width="100%%" height="100%%" fill="var(--paper)"/>
%s<text x="%d" y="28" style="font-size: 17px; font-weight: 700">%s</text>
%s</svg>
`, width, 62+h+gap, width, 62+h+gap, html.EscapeString(title), told.String(), css, f.marks(), gap, html.EscapeString(title), b.String())
}

func writeFigures(dir string, stdout io.Writer) error {
	files, err := figures(slideData)
	if err != nil {
		return fmt.Errorf("%w: run the program from the top folder of the repository", err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return plain(dir, err)
	}
	for _, name := range []string{"overview.svg", "worked.svg"} {
		path := filepath.Join(dir, name)
		if err := writeFile(path, []byte(files[name]), true); err != nil {
			return err
		}
		fmt.Fprintln(stdout, path)
	}
	return nil
}
