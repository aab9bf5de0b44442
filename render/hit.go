package render

// HitTest returns what is drawn at a place: the station ("" for none), the
// job (0 for none) and the goroutine (0 for none).
func (v *View) HitTest(x, y float64) (stationID string, job int64, goroutine int) {
	if v.world == nil {
		return "", 0, 0
	}
	station, j, g := v.stage.At(float32(x), float32(y))
	if station >= 0 {
		stationID = v.graph.Stations[station].ID
	}
	return stationID, int64(j), int(g)
}
