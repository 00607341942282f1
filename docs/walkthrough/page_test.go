package main

import (
	"cmp"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// page runs the program on a file and returns its page.
func page(t *testing.T, csv string, args ...string) string {
	t.Helper()
	dir := newFile(t, "in.csv", csv)
	if _, stderr, status := run(t, dir, append([]string{"-data", "in.csv"}, args...)...); status != 0 || stderr != "" {
		t.Fatalf("walkthrough %q: exit status %d, stderr %q", args, status, stderr)
	}
	b, err := os.ReadFile(filepath.Join(dir, "walkthrough.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestDerivationPage holds the numbers of docs/derivation.md to those of the page: both
// are worked.go's. A block stands below <!-- worked: NAME -->, tables beside each other.
func TestDerivationPage(t *testing.T) {
	X, M := workedExample()
	r, err := newRun(X, M, 50)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorked(X, r)
	beside := func(names string) (numbers []float64) { // E1:0 is column 0 of E1
		for i := range 6 {
			for _, name := range strings.Fields(names) {
				name, column, one := strings.Cut(name, ":")
				if j, _ := strconv.Atoi(column); i < len(w[name]) && one {
					numbers = append(numbers, w[name][i][j])
				} else if i < len(w[name]) {
					numbers = append(numbers, w[name][i]...)
				}
			}
		}
		return numbers
	}
	blocks := map[string][]float64{}
	for name, names := range map[string]string{
		"Given": "X M", "E2": "X E1 y z", "E3": "x−μ0 squares:0 x−μ1 squares:1 E1", "E4": "xx −2xμ μμ sum E4", "E5": "E5 sum y", "U2": "X z z0x z1x U2",
		"M1": "X MT XMT", "M2": "ones MT2 MStar", "M3": "−2xμ MStar scores Y", "M4": "eye Y Z", "M5": "ZTX counts M5",
	} {
		blocks[name] = beside(names)
	}
	for j, set := range w["C"] {
		for _, i := range set {
			blocks["U1"] = append(blocks["U1"], w["X"][int(i)]...)
		}
		blocks["U1"] = slices.Concat(blocks["U1"], w["sizes"][j], w["U1"][j])
	}
	for _, row := range w["run"] {
		cost := len(row) - 1
		blocks["run"] = append(append(blocks["run"], row[:cost-1]...), row[cost]) // not how many labels changed
	}

	text, err := os.ReadFile(filepath.Join(top, "docs/derivation.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)<!-- worked: (.*?) -->\n```text\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		var got []float64
		for i, line := range strings.Split(block[2], "\n") {
			if i == 0 && block[1] != "U1" { // the names of the columns, numbered from 0
				numbered := regexp.MustCompile(`z_i\d|⁽[⁰¹²³]⁾`).FindAllString(line, -1)
				if n := len(numbered); n > 0 && !slices.Equal(numbered, []string{"z_i0", "z_i1"}) && !slices.Equal(numbered, []string{"⁽⁰⁾", "⁽¹⁾"}) {
					t.Errorf("docs/derivation.md, worked: %s has columns %v, want 0 and 1", block[1], numbered)
				}
				continue
			}
			for _, number := range regexp.MustCompile(`(^|[ \[])-?[\d.]+`).FindAllString(line, -1) {
				v, _ := strconv.ParseFloat(strings.Trim(number, " ["), 64)
				got = append(got, v)
			}
		}
		if !slices.EqualFunc(got, blocks[block[1]], func(a, b float64) bool { return math.Abs(a-b) < 1e-7 }) {
			t.Errorf("docs/derivation.md, worked: %s has the numbers\n%v\nand the packages give\n%v", block[1], got, blocks[block[1]])
		}
		delete(blocks, block[1])
	}
	for name := range blocks {
		t.Errorf("docs/derivation.md has no block worked: %s", name)
	}
}

// TestRungs: every rung has its formula and its Go lines, and the lines stand in the
// source.
func TestRungs(t *testing.T) {
	got := page(t, "1\n2\n", "-k", "1")
	for _, rung := range strings.Fields("E1 E2 E3 E4 E5 U1 U2 M1 M2 M3 M4 M5") {
		at := strings.Index(got, `id="`+rung+`"`)
		if at < 0 {
			t.Errorf("the page has no rung %s", rung)
			continue
		}
		article := got[at : at+strings.Index(got[at:], "</article>")]
		code := regexp.MustCompile(`(?s)<code class="go" data-file="([^"]*)">(.*?)</code>`).FindStringSubmatch(article)
		if code == nil || !strings.Contains(article, `class="formula"`) {
			t.Errorf("rung %s lacks its formula or its Go line", rung)
			continue
		}
		source, err := os.ReadFile(filepath.Join(top, code[1]))
		if err != nil {
			t.Error(err)
		}
		for _, line := range strings.Split(html.UnescapeString(code[2]), "\n") {
			if !strings.Contains(string(source), strings.TrimSpace(line)) {
				t.Errorf("rung %s shows the line %q, which is not in %s", rung, strings.TrimSpace(line), code[1])
			}
		}
		if strings.Count(code[2], "{") != strings.Count(code[2], "}") {
			t.Errorf("rung %s shows half a block:\n%s", rung, code[2])
		}
		for _, m := range regexp.MustCompile(`<figure data-matrix="(z|x−μ)(\d?)x?"[^>]*>(.*?)</figure>`).FindAllStringSubmatch(article, -1) {
			caption := strings.Join(regexp.MustCompile(`\d`).FindAllString(m[3], -1), "")
			if want := cmp.Or(m[2], "01"); caption != want {
				t.Errorf("rung %s: columns %s%s are called %s, want the numbers %s", rung, m[1], m[2], m[3], want)
			}
		}
	}
}

// TestAlone: the page asks nobody for anything, names in the data are text wherever it
// shows them, and its headings nest.
func TestAlone(t *testing.T) {
	const evil = `<script>alert(1)</script>"'&</svg>`
	quoted := `"` + strings.ReplaceAll(evil, `"`, `""`) + `"`
	got := page(t, quoted+","+quoted+",kind\n1,2,"+quoted+"\n3,5,</script><b>\n1,5,</script><b>\n", "-k", "2")
	for _, bad := range []string{"<script>alert", "</svg>&", "<b>\n", "</script><b>", "http:", "https:", "src=", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(got, "http://www.w3.org/2000/svg", ""), bad) {
			t.Errorf("the page contains %s", bad)
		}
	}
	if n := strings.Count(got, "&lt;script&gt;alert(1)&lt;/script&gt;"); n < 6 || strings.Count(got, "<script") != 4 {
		t.Errorf("the page shows the header %d times, want it in the title, both axes and the tables; and it has %d scripts, want 4", n, strings.Count(got, "<script"))
	}
	before := byte('0')
	for _, h := range regexp.MustCompile(`<h\d[^>]*>[^<]*`).FindAllString(got, -1) {
		if h[2] > before+1 {
			t.Errorf("below a heading of level %c stands %s", before, h)
		}
		before = h[2]
	}
}

// TestLarge: a page stays small, whatever the data.
func TestLarge(t *testing.T) {
	got := page(t, strings.Repeat("1,2\n3,4\n", 50_000), "-k", "2")
	if len(got) > 1_000_000 || !strings.Contains(got, "2000 of the 100000 points are drawn") {
		t.Errorf("the page of 100,000 points has %d bytes, want at most a million, and 2000 of them drawn", len(got))
	}
}
