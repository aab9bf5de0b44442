package sqlretry_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"sluice/engine/pattern"
	"sluice/practice/sqlretry"
)

// A connection that is lost before Commit takes the transaction with it, so
// another attempt writes it once.
func TestALossBeforeCommitIsRetried(t *testing.T) {
	for _, loss := range []error{driver.ErrBadConn, errReset} {
		for _, place := range []string{begin, exec} {
			s, db := open(t, once(place, loss))
			if err := eager().Do(t.Context(), db, nil, inserting(insert, "a")); err != nil {
				t.Errorf("%v in %s: %v", loss, place, err)
			}
			if n := s.has("a"); n != 1 {
				t.Errorf("%v in %s: the row is there %d times", loss, place, n)
			}
		}
	}
}

// When the connection is lost in Commit the row can be there or not: Do says
// that it does not know, and leaves it at that.
func TestALossInCommitIsReportedAndNotRetried(t *testing.T) {
	for _, loss := range []error{driver.ErrBadConn, errReset, errStrange} {
		for place, want := range map[string]int{commit: 0, commitAnswer: 1} {
			s, db := open(t, once(place, loss))
			err := eager().Do(t.Context(), db, nil, inserting(insert, "a"))
			if !errors.Is(err, sqlretry.ErrCommitUnknown) || !errors.Is(err, loss) {
				t.Errorf("%v in %s: %v, want ErrCommitUnknown", loss, place, err)
			}
			if n := s.has("a"); n != want || s.passed(begin) != 1 {
				t.Errorf("%v in %s: the row is there %d times after %d attempts", loss, place, n, s.passed(begin))
			}
		}
	}
}

func TestAnIdempotentTransactionIsRetriedAfterALossInCommit(t *testing.T) {
	for _, place := range []string{commit, commitAnswer} {
		s, db := open(t, once(place, errReset))
		p := eager()
		p.Idempotent = true
		if err := p.Do(t.Context(), db, nil, inserting(insertOnce, "a")); err != nil {
			t.Errorf("%s: %v", place, err)
		}
		if n := s.has("a"); n != 1 || s.passed(begin) != 2 {
			t.Errorf("%s: the row is there %d times after %d attempts", place, n, s.passed(begin))
		}
	}
}

// What no one understands may come again and again.
func TestAnIdempotentTransactionIsNotRetriedAfterWhatIsUnclear(t *testing.T) {
	s, db := open(t, once(commit, errStrange))
	p := eager()
	p.Idempotent = true
	err := p.Do(t.Context(), db, nil, inserting(insertOnce, "a"))
	if !errors.Is(err, sqlretry.ErrCommitUnknown) || s.passed(begin) != 1 {
		t.Errorf("%v after %d attempts", err, s.passed(begin))
	}
}

// With a function that looks, any transaction can be retried.
func TestCommittedSaysWhetherToRunAgain(t *testing.T) {
	for place, attempts := range map[string]int{commit: 2, commitAnswer: 1} {
		for _, loss := range []error{errReset, errStrange} {
			s, db := open(t, once(place, loss))
			p := eager()
			asked := 0
			p.Committed = func(context.Context) (bool, error) {
				switch asked++; asked {
				case 1:
					return false, errReset // it, too, may need another try
				case 2:
					return false, sqlretry.ErrCommitUnknown
				}
				return s.has("a") > 0, nil
			}
			if err := p.Do(t.Context(), db, nil, inserting(insert, "a")); err != nil {
				t.Errorf("%v in %s: %v", loss, place, err)
			}
			if n := s.has("a"); n != 1 || s.passed(begin) != attempts || asked != 3 {
				t.Errorf("%v in %s: the row is there %d times after %d attempts, asked %d times",
					loss, place, n, s.passed(begin), asked)
			}
		}
	}
}

// Whatever ends the attempts after a doubtful Commit, the doubt stays.
func TestADoubtThatIsNotResolvedStays(t *testing.T) {
	idempotent := eager()
	idempotent.Idempotent = true
	asking := eager()
	asking.Committed = func(context.Context) (bool, error) { return false, errRefused }
	single := idempotent
	single.MaxAttempts = 1
	for name, p := range map[string]sqlretry.Policy{"refused later": idempotent, "cannot ask": asking, "no attempts left": single} {
		lost := false
		s, db := open(t, func(place string) error {
			switch {
			case place == commitAnswer && !lost:
				lost = true
				return errReset
			case place == exec && lost:
				return errRefused
			}
			return nil
		})
		err := p.Do(t.Context(), db, nil, inserting(insertOnce, "a"))
		if !errors.Is(err, sqlretry.ErrCommitUnknown) || !errors.Is(err, errReset) {
			t.Errorf("%s: %v, want ErrCommitUnknown", name, err)
		}
		if name != "no attempts left" && !errors.Is(err, errRefused) {
			t.Errorf("%s: %v does not say what came then", name, err)
		}
		if n := s.has("a"); n != 1 {
			t.Errorf("%s: the row is there %d times", name, n)
		}
	}
}

// Once it is known that nothing was committed, what comes then is certain, too.
func TestADoubtThatIsResolvedIsGone(t *testing.T) {
	lost := false
	s, db := open(t, func(place string) error {
		switch {
		case place == commit:
			lost = true
			return errReset
		case place == exec && lost:
			return errRefused
		}
		return nil
	})
	p := eager()
	p.Committed = func(context.Context) (bool, error) { return s.has("a") > 0, nil }
	if err := p.Do(t.Context(), db, nil, inserting(insert, "a")); err != errRefused {
		t.Errorf("%v, want errRefused and no doubt", err)
	}
}

func TestAConflictIsRetriedWhereverItShows(t *testing.T) {
	for _, place := range []string{begin, exec, commit} {
		s, db := open(t, once(place, errConflict))
		if err := eager().Do(t.Context(), db, nil, inserting(insert, "a")); err != nil {
			t.Errorf("%s: %v", place, err)
		}
		if n := s.has("a"); n != 1 || s.passed(begin) != 2 {
			t.Errorf("%s: the row is there %d times after %d attempts", place, n, s.passed(begin))
		}
	}
}

func TestARefusalIsNotRetried(t *testing.T) {
	for _, place := range []string{begin, exec, commit} {
		s, db := open(t, once(place, errRefused))
		err := eager().Do(t.Context(), db, nil, inserting(insert, "a"))
		if err != errRefused {
			t.Errorf("%s: %v, want it as it was", place, err)
		}
		if n := s.has("a"); n != 0 || s.passed(begin) != 1 {
			t.Errorf("%s: the row is there %d times after %d attempts", place, n, s.passed(begin))
		}
	}
}

func TestTheBudgetBoundsTheRetries(t *testing.T) {
	s, db := open(t, func(place string) error {
		if place == exec {
			return errConflict
		}
		return nil
	})
	p := eager()
	p.Budget = pattern.NewRetryBudget(0, 3)
	for range 2 {
		err := p.Do(t.Context(), db, nil, inserting(insert, "a"))
		if !errors.Is(err, pattern.ErrBudget) || !errors.Is(err, errConflict) {
			t.Error(err)
		}
	}
	if s.passed(begin) != 5 { // two first attempts and three retries
		t.Errorf("%d attempts", s.passed(begin))
	}
}

// Many transactions meet all kinds of failures at all places. Each must be
// there as often as its outcome says.
func TestNothingIsLostOrDoubledWhateverFails(t *testing.T) {
	failures := []error{errConflict, errRefused, errReset, driver.ErrBadConn, errStrange}
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 0))
		s, db := open(t, func(place string) error {
			if random.IntN(6) > 0 {
				return nil
			}
			failure := failures[random.IntN(len(failures))]
			if place == commitAnswer && (failure == errConflict || failure == errRefused) {
				return errReset // an answer comes before the effect or not at all
			}
			return failure
		})
		outcomes := map[string]int{}
		for i := range 200 {
			row := fmt.Sprint(i)
			p, query := eager(), insert
			switch i % 3 {
			case 1:
				p.Idempotent, query = true, insertOnce
			case 2:
				p.Committed = func(context.Context) (bool, error) { return s.has(row) > 0, nil }
			}
			err := p.Do(t.Context(), db, nil, inserting(query, row))
			n := s.has(row)
			switch {
			case err == nil && n != 1, n > 1:
				t.Errorf("seed %d: %v, and the row is there %d times", seed, err, n)
			case err != nil && n > 0 && !errors.Is(err, sqlretry.ErrCommitUnknown):
				t.Errorf("seed %d: %v, but the row is there", seed, err)
			}
			switch {
			case err == nil:
				outcomes["committed"]++
			case errors.Is(err, sqlretry.ErrCommitUnknown):
				outcomes["unknown"]++
			default:
				outcomes["failed"]++
			}
		}
		for _, outcome := range []string{"committed", "unknown", "failed"} {
			if outcomes[outcome] == 0 {
				t.Errorf("seed %d: no transaction %s", seed, outcome)
			}
		}
	}
}
