//go:build !js

package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	driver "modernc.org/sqlite"

	"sluice/practice/sqlretry/sqlite"
)

// errand is what one process is to do. It goes to it in an environment variable.
type errand struct {
	DSN  string
	Name string
	Rows int
	Tell bool // of each row, as soon as it is committed
}

// account is what that process says of it.
type account struct {
	Committed []string
	Retries   map[int]int // by result code
}

const (
	errandVariable = "SLUICE_SQLITE_ERRAND"
	ready          = "ready" // said by a process that has the database open
	held           = "held"  // said by one that met a lock for the first time
)

func TestMain(m *testing.M) {
	if text := os.Getenv(errandVariable); text != "" {
		if err := run(text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// run commits rows, each with an id of its own, and counts them up in a row
// that all processes read and write.
func run(text string) error {
	var e errand
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", e.DSN)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		return err
	}
	fmt.Println(ready)
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil { // until the parent closes it
		return err
	}
	a := account{Retries: map[int]int{}}
	retry := sqlite.Policy()
	retry.MaxAttempts, retry.Base, retry.Cap = 1e6, 100*time.Microsecond, 10*time.Millisecond
	retry.Notify = func(_ int, _ time.Duration, err error) {
		if len(a.Retries) == 0 {
			fmt.Println(held)
		}
		refusal, _ := errors.AsType[*driver.Error](err)
		a.Retries[refusal.Code()]++
	}
	for i := range e.Rows {
		id := fmt.Sprintf("%s-%d", e.Name, i)
		err := retry.Do(context.Background(), db, nil, func(ctx context.Context, tx *sql.Tx) error {
			var n int
			if err := tx.QueryRowContext(ctx, "select n from total").Scan(&n); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "insert into entry(id) values (?)", id); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, "update total set n = ?", n+1)
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		a.Committed = append(a.Committed, id)
		if e.Tell {
			fmt.Println(id)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(a)
}

// process is one that runs an errand.
type process struct {
	*exec.Cmd
	stdin io.Closer
	out   *bufio.Reader
}

func start(t *testing.T, e errand) *process {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), errandVariable+"="+string(text))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &process{cmd, stdin, bufio.NewReader(stdout)}
}

// say reads one line.
func (p *process) say(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil {
		t.Fatalf("a process said %q, then %v", line, err)
	}
	return strings.TrimSpace(line)
}

// await reads one line, which must be word.
func (p *process) await(t *testing.T, word string) {
	t.Helper()
	if line := p.say(t); line != word {
		t.Fatalf("a process said %q, want %q", line, word)
	}
}

// Several processes write to one file, without a busy_timeout, so that each
// meeting of two shows. Before they come to their first row the test holds the
// lock until all have met it.
func TestProcessesThatContendLoseNothingAndDoubleNothing(t *testing.T) {
	const processes, each = 4, 150
	for _, journal := range []string{"wal", "delete"} {
		for _, lock := range []string{"deferred", "immediate"} {
			t.Run(journal+"/"+lock, func(t *testing.T) {
				dsn := "file:" + filepath.Join(t.TempDir(), "db") +
					"?_pragma=busy_timeout(0)&_pragma=synchronous(off)&_txlock="
				db, err := sql.Open("sqlite", dsn+"immediate")
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				if _, err := db.Exec("pragma journal_mode = " + journal + `;
					create table entry (id text); create table total (n integer); insert into total values (0)`); err != nil {
					t.Fatal(err)
				}

				lockHeld, err := db.Begin()
				if err != nil {
					t.Fatal(err)
				}
				var all []*process
				for i := range processes {
					p := start(t, errand{DSN: dsn + lock, Name: fmt.Sprint("p", i), Rows: each})
					p.await(t, ready)
					all = append(all, p)
				}
				for _, p := range all {
					p.stdin.Close()
				}
				for _, p := range all {
					p.await(t, held)
				}
				if err := lockHeld.Rollback(); err != nil {
					t.Fatal(err)
				}

				var committed []string
				retries := map[int]int{}
				for _, p := range all {
					var a account
					if err := json.NewDecoder(p.out).Decode(&a); err != nil {
						t.Fatal(err)
					}
					if err := p.Wait(); err != nil {
						t.Fatal(err)
					}
					committed = append(committed, a.Committed...)
					for code, n := range a.Retries {
						retries[code] += n
					}
				}
				found, counted := rows(t, db), total(t, db)
				slices.Sort(committed)
				if !slices.Equal(found, committed) {
					t.Errorf("%d rows found, %d said to be committed", len(found), len(committed))
				}
				if len(found) != processes*each || counted != processes*each {
					t.Errorf("%d rows and a total of %d, want %d", len(found), counted, processes*each)
				}
				t.Logf("%d rows from %d processes, retries by code: %v", len(found), processes, retries)
			})
		}
	}
}

// One process after the other is killed while it writes. Each row that
// was told of is there, and of each that was killed at most one more.
func TestAProcessThatIsKilledLosesNothingThatItCommitted(t *testing.T) {
	const doomed, before, each = 2, 20, 40
	dsn := "file:" + filepath.Join(t.TempDir(), "db") +
		"?_pragma=busy_timeout(0)&_pragma=synchronous(off)&_pragma=journal_mode(wal)"
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("create table entry (id text); create table total (n integer); insert into total values (0)"); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for i := range doomed {
		p := start(t, errand{DSN: dsn, Name: fmt.Sprint("doomed", i), Rows: 1e9, Tell: true})
		p.await(t, ready)
		p.stdin.Close()
		for n := 0; n < before; {
			if id := p.say(t); id != held {
				told[id] = true
				n++
			}
		}
		p.Process.Kill()
		for line, err := p.out.ReadString('\n'); err == nil; line, err = p.out.ReadString('\n') {
			if id := strings.TrimSpace(line); id != held {
				told[id] = true
			}
		}
		p.Wait()
	}
	survivor := start(t, errand{DSN: dsn, Name: "survivor", Rows: each, Tell: true})
	survivor.await(t, ready)
	survivor.stdin.Close()
	for n := 0; n < each; {
		if id := survivor.say(t); id != held {
			told[id] = true
			n++
		}
	}
	survivor.say(t) // its account
	if err := survivor.Wait(); err != nil {
		t.Fatal(err)
	}
	found, counted := rows(t, db), total(t, db)
	untold := 0
	for i, id := range found {
		if i > 0 && found[i-1] == id {
			t.Errorf("%s is there twice", id)
		}
		if !told[id] {
			untold++
		}
		delete(told, id)
	}
	if len(told) > 0 || untold > doomed || counted != len(found) {
		t.Errorf("lost %v; %d rows that nobody told of; %d rows, a total of %d", told, untold, len(found), counted)
	}
	t.Logf("%d rows, %d of them not told of", len(found), untold)
}

// rows are the ids in the file. One that was written twice is there twice, as no
// key forbids it.
func rows(t *testing.T, db *sql.DB) (ids []string) {
	t.Helper()
	result, err := db.Query("select id from entry order by id")
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	for result.Next() {
		var id string
		if err := result.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return ids
}
