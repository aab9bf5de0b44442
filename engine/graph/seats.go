package graph

// Origin is where something of a program is made, and what it is called there:
// what a station binds to where names alone are not unique.
type Origin struct {
	Site int // number of the place in the log
	Name string
}

// Seats finds the station at which a goroutine or a channel stands. What has
// a station of its own stands there; of all others the first station of its
// origin counts, then the first of its name.
type Seats struct{ goroutines, channels seats }

type seats struct {
	numbers map[int]int
	origins map[Origin]int
	names   map[string]int
}

// Seats returns the seats of g, which must not change as long as they are used.
func (g *Graph) Seats() *Seats {
	s := &Seats{}
	for i := range g.Stations {
		st := &g.Stations[i]
		if st.Kind == Queue {
			s.channels.add(i, st, st.Channel)
		} else {
			s.goroutines.add(i, st, st.Goroutine)
		}
	}
	return s
}

func (s *seats) add(i int, st *Station, name string) {
	switch {
	case st.Number != 0:
		put(&s.numbers, st.Number, i)
	case len(st.Origins) == 0 && name != "":
		put(&s.names, name, i)
	}
	if st.Number == 0 {
		for _, o := range st.Origins {
			put(&s.origins, o, i)
		}
	}
}

func put[K comparable](m *map[K]int, key K, i int) {
	if *m == nil {
		*m = map[K]int{}
	}
	if _, taken := (*m)[key]; !taken {
		(*m)[key] = i
	}
}

func (s *seats) find(number int, o Origin) int {
	if i, ok := s.numbers[number]; ok {
		return i
	}
	if i, ok := s.origins[o]; ok {
		return i
	}
	if i, ok := s.names[o.Name]; ok {
		return i
	}
	return -1
}

// Goroutine returns the station of a goroutine, by its place in the graph; -1
// if it has none.
func (s *Seats) Goroutine(number int, created Origin) int { return s.goroutines.find(number, created) }

// Channel returns the station of a channel, by its place in the graph; -1 if
// it has none.
func (s *Seats) Channel(number int, made Origin) int { return s.channels.find(number, made) }

// Of reports whether the signal l is given by a channel.
func (l *Link) Of(made Origin) bool {
	for _, o := range l.Origins {
		if o == made {
			return true
		}
	}
	return len(l.Origins) == 0 && l.Channel == made.Name
}
