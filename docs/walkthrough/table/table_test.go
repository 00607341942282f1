package table

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata instead of comparing")

// TestFiles holds what is made of a file, or its refusal, to testdata/files.txt, to the letter.
func TestFiles(t *testing.T) {
	text, err := os.ReadFile("testdata/files.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n\n")
	for i, block := range blocks[1:] {
		lines := strings.SplitN(block, "\n", 3)
		quoted, choice, _ := strings.Cut(lines[1], " : ")
		file, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", lines[1], err)
		}
		got := lines[0] + "\n" + lines[1] + "\n" + read(file, choice)
		if strings.TrimSpace(got) != strings.TrimSpace(block) && !*update {
			t.Errorf("got\n%s\nwant\n%s", got, block)
		}
		blocks[i+1] = strings.TrimSpace(got)
	}
	if *update {
		if err := os.WriteFile("testdata/files.txt", []byte(strings.Join(blocks, "\n\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// read is what Read says of a file.
func read(file, choice string) string {
	t, err := Read([]byte(file), choice)
	if err != nil {
		return "refused: " + err.Error()
	}
	var said []string
	for _, c := range t.Columns {
		said = append(said, c.Heading())
	}
	said = append(said, fmt.Sprint(t.X))
	for _, n := range t.Names {
		said = append(said, fmt.Sprint(n.Heading(), n.Of))
	}
	return strings.Join(append([]string{strings.Join(said, " ")}, t.Notes...), "\nnote: ")
}

// TestLabelled: the labels stand beside the lines, separated as these are.
func TestLabelled(t *testing.T) {
	for file, want := range map[string]string{
		"x,kind\r\n1,\"a, b\"\r\n9,c\r\n": "x,kind,cluster\n1,\"a, b\",0\n9,c,1\n",
		"# by hand\n1,5;2\n\n9;8,25\n":    "1,5;2;0\n9;8,25;1\n",
	} {
		table, err := Read([]byte(file), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := string(table.Labelled([]int{0, 1})); got != want {
			t.Errorf("labelled, %q is %q, want %q", file, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	if got := Count(0, "label") + Count(1, "label") + Count(2, "label"); got != "0 labels1 label2 labels" {
		t.Error(got)
	}
}
