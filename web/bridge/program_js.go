package bridge

import "sluice/engine/session"

// programValue is the recorded program that is shown, described like a scene;
// null if a scene is.
func programValue(s *session.Session) any {
	p := s.Program()
	if p == nil {
		return nil
	}
	rec := s.Recording()
	w := rec.World()
	return object{
		"package": p.Package, "clock": p.Clock, "scene": sceneValue(s.Spec),
		"events": float64(rec.Log().Events()), "lastedMs": ms(w.Now),
		"goroutines": len(w.Goroutines) - 1, "channels": len(w.Channels) - 1, "values": w.Offered,
	}
}
