package scene

// Board is a table that a scene shows with its picture. Each of its cells is
// an action, and shows the note of the same name: a word, and after a colon
// more of it.
type Board struct {
	Corner        string // what the rows are
	Rows, Columns []Entry
}

// Entry is a row or a column of a board.
type Entry struct{ ID, Label string }

// Cell is the name of a cell.
func Cell(row, column string) string { return row + "/" + column }

// has reports whether the board has a cell of this name.
func (b *Board) has(name string) bool {
	if b == nil {
		return false
	}
	for _, r := range b.Rows {
		for _, c := range b.Columns {
			if Cell(r.ID, c.ID) == name {
				return true
			}
		}
	}
	return false
}
