package render

// HitTest returns what is drawn at a place: the station ("" for none), the
// job (0 for none), up to reach CSS pixels beside its particle, and the
// goroutine (0 for none).
func (v *View) HitTest(x, y, reach float64) (stationID string, job int64, goroutine int) {
	if v.world == nil {
		return "", 0, 0
	}
	station, j, g := v.stage.At(float32(x), float32(y), float32(reach))
	if station >= 0 {
		stationID = v.graph.Stations[station].ID
	}
	return stationID, int64(j), int(g)
}
