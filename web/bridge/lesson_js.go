package bridge

import "sluice/engine/scene"

func stepValues(steps []scene.Step) []any {
	list := []any{}
	for _, s := range steps {
		list = append(list, object{
			"variant": s.Variant, "knob": s.Knob, "value": s.Value,
			"send": s.Send, "source": s.Source, "act": s.Act, "waitMs": ms(s.Wait),
		})
	}
	return list
}

func lessonValue(l *scene.Lesson) object {
	tasks := []any{}
	for i := range l.Tasks {
		t := &l.Tasks[i]
		value := object{"id": t.ID, "text": t.Text, "show": stepValues(t.Show)}
		if t.Ask != nil {
			value["ask"] = object{
				"text": t.Ask.Text, "options": textValues(t.Ask.Options),
				"answer": t.Ask.Answer, "why": t.Ask.Why,
			}
		}
		tasks = append(tasks, value)
	}
	return object{
		"watch": l.Watch, "tasks": tasks, "takeaway": l.Takeaway,
		"terms": textValues(l.Terms), "notes": textValues(l.Notes),
	}
}
