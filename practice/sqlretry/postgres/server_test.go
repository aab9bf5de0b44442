//go:build unix

package postgres_test

import (
	"bufio"
	"database/sql"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// socket is the name of a server's socket in its folder.
const socket = ".s.PGSQL.5432"

// server is a PostgreSQL of the tests' own, which listens on a socket in its
// folder and nowhere else. It ends with the test. Without PostgreSQL on the
// PATH the test is skipped.
func server(t *testing.T) (folder string) {
	t.Helper()
	for _, program := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("this test needs PostgreSQL: put its programs on the PATH")
		}
	}
	folder, err := os.MkdirTemp("", "postgres-") // t.TempDir is for its user alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	who := account(t, folder)
	data := filepath.Join(folder, "data")
	initdb := exec.Command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
	initdb.SysProcAttr = who
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	run := exec.Command("postgres", "-D", data, "-k", folder, "-h", "", "-c", "fsync=off", "-c", "deadlock_timeout=20ms")
	run.SysProcAttr = who
	log, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	var said []string
	ready := false
	for !ready && lines.Scan() {
		said = append(said, lines.Text())
		ready = strings.Contains(lines.Text(), "ready to accept connections")
	}
	var rest sync.WaitGroup
	rest.Go(func() {
		for lines.Scan() { // or it would block
		}
	})
	t.Cleanup(func() {
		run.Process.Signal(syscall.SIGINT) // which does not wait for its clients
		rest.Wait()
		run.Wait()
	})
	if !ready {
		t.Fatalf("postgres does not start:\n%s", strings.Join(said, "\n"))
	}
	return folder
}

// account is who runs the server, as it refuses to be run by root.
func account(t *testing.T, folder string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	other, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("this test needs a user postgres when it is run by root")
	}
	uid, err := strconv.Atoi(other.Uid)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(other.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// connect opens the database that listens in a folder.
func connect(t *testing.T, folder string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", "host="+folder+" user=postgres dbname=postgres sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func execute(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func number(t *testing.T, db *sql.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}
