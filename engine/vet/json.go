//go:build !js

package vet

import "time"

// The report as JSON: as window.sluice.vet() gives it, times in milliseconds.
type jsonReport struct {
	Program  string        `json:"program"`
	Ended    string        `json:"ended"`
	UntilMs  float64       `json:"untilMs"`
	Events   int64         `json:"events"`
	Findings []jsonFinding `json:"findings"`
	Profile  []jsonRow     `json:"profile"`
}

type jsonFinding struct {
	Kind       Kind        `json:"kind"`
	Severity   string      `json:"severity"`
	What       string      `json:"what"`
	Do         string      `json:"do"`
	Places     []jsonPlace `json:"places"`
	Goroutines []jsonWho   `json:"goroutines"`
	More       int         `json:"more"`
	Event      int64       `json:"event"`
	AtMs       float64     `json:"atMs"`
}

type jsonPlace struct {
	What string `json:"what"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type jsonWho struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
}

type jsonRow struct {
	File  string    `json:"file"`
	Line  int       `json:"line"`
	Func  string    `json:"func"`
	Held  jsonSpent `json:"held"`
	Idle  jsonSpent `json:"idle"`
	Slept jsonSpent `json:"slept"`
	Ways  []string  `json:"ways"`
	Now   int       `json:"now"`
}

type jsonSpent struct {
	Waits     int     `json:"waits"`
	Ms        float64 `json:"ms"`
	LongestMs float64 `json:"longestMs"`
}

func view(r *Report) jsonReport {
	v := jsonReport{
		Program: r.Program, Ended: r.Ended, UntilMs: millis(r.Until), Events: r.Events,
		Findings: []jsonFinding{}, Profile: []jsonRow{},
	}
	for _, f := range r.Findings {
		j := jsonFinding{
			Kind: f.Kind, Severity: f.Severity.String(), What: f.What, Do: f.Do,
			Places: []jsonPlace{}, Goroutines: []jsonWho{}, More: f.More, Event: f.Seq, AtMs: millis(f.At),
		}
		for _, p := range f.Places {
			j.Places = append(j.Places, jsonPlace(p))
		}
		for _, who := range f.Goroutines {
			j.Goroutines = append(j.Goroutines, jsonWho(who))
		}
		v.Findings = append(v.Findings, j)
	}
	for _, row := range r.Profile {
		v.Profile = append(v.Profile, jsonRow{
			row.File, row.Line, row.Func, spent(row.Held), spent(row.Idle), spent(row.Slept), row.Ways, row.Now,
		})
	}
	return v
}

func spent(s Spent) jsonSpent { return jsonSpent{s.Waits, millis(s.Time), millis(s.Longest)} }

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
