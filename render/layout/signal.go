package layout

func (p *plan) signals() bool { return true }
