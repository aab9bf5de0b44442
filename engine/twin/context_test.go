package twin_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	twincontext "sluice/engine/twin/context"
	twintime "sluice/engine/twin/time"
)

// contexts is package context or its twin.
type contexts struct {
	spawn             func(func())
	now               func() time.Time
	sleep             func(time.Duration)
	withCancel        func(context.Context) (context.Context, context.CancelFunc)
	withCancelCause   func(context.Context) (context.Context, context.CancelCauseFunc)
	withDeadline      func(context.Context, time.Time) (context.Context, context.CancelFunc)
	withDeadlineCause func(context.Context, time.Time, error) (context.Context, context.CancelFunc)
	withTimeout       func(context.Context, time.Duration) (context.Context, context.CancelFunc)
	withTimeoutCause  func(context.Context, time.Duration, error) (context.Context, context.CancelFunc)
	withValue         func(context.Context, any, any) context.Context
	withoutCancel     func(context.Context) context.Context
	afterFunc         func(context.Context, func()) func() bool
	cause             func(context.Context) error
}

var realContexts = contexts{
	spawn: func(f func()) { go f() }, now: time.Now, sleep: time.Sleep,
	withCancel: context.WithCancel, withCancelCause: context.WithCancelCause,
	withDeadline: context.WithDeadline, withDeadlineCause: context.WithDeadlineCause,
	withTimeout: context.WithTimeout, withTimeoutCause: context.WithTimeoutCause,
	withValue: context.WithValue, withoutCancel: context.WithoutCancel,
	afterFunc: context.AfterFunc, cause: context.Cause,
}

var twinContexts = contexts{
	spawn: spawn, now: twintime.Now, sleep: twintime.Sleep,
	withCancel: twincontext.WithCancel, withCancelCause: twincontext.WithCancelCause,
	withDeadline: twincontext.WithDeadline, withDeadlineCause: twincontext.WithDeadlineCause,
	withTimeout: twincontext.WithTimeout, withTimeoutCause: twincontext.WithTimeoutCause,
	withValue: twincontext.WithValue, withoutCancel: twincontext.WithoutCancel,
	afterFunc: twincontext.AfterFunc, cause: twincontext.Cause,
}

var (
	errFirst  = errors.New("first")
	errSecond = errors.New("second")
	root      = context.Background()
)

// state says everything about a context.
func (tr *trace) state(name string, k contexts, ctx context.Context) {
	open := true
	select {
	case <-ctx.Done():
		open = false
	default:
	}
	tr.say("%s: open %v, err %v, cause %v", name, open, ctx.Err(), k.cause(ctx))
}

// renamed is a context of a type of its own that is its parent in all else.
type renamed struct{ context.Context }

// manual is a context of a type of its own with a Done of its own.
type manual struct {
	context.Context
	done chan struct{}
	err  error
}

func (m *manual) Done() <-chan struct{} { return m.done }

func (m *manual) Err() error {
	select {
	case <-m.done:
		return m.err
	default:
		return nil
	}
}

// telling is manual with an AfterFunc.
type telling struct {
	manual
	calls map[int]func()
}

func (m *telling) AfterFunc(f func()) func() bool {
	key := len(m.calls)
	m.calls[key] = f
	return func() bool {
		_, ok := m.calls[key]
		delete(m.calls, key)
		return ok
	}
}

var contextPrograms = map[string]func(contexts, *trace){
	"cancel": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancel(root)
		child, cancelChild := k.withCancel(ctx)
		other, cancelOther := k.withCancel(ctx)
		defer cancelOther()
		tr.state("new", k, ctx)
		cancelChild()
		cancelChild()
		tr.state("parent", k, ctx)
		tr.state("cancelled child", k, child)
		cancel()
		tr.state("parent", k, ctx)
		tr.state("other child", k, other)
		late, cancelLate := k.withCancel(ctx)
		defer cancelLate()
		tr.state("late child", k, late)
	},
	"cause": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancelCause(root)
		child, cancelChild := k.withCancelCause(ctx)
		cancelChild(errFirst)
		cancel(errSecond)
		cancel(errFirst)
		tr.state("parent", k, ctx)
		tr.state("child", k, child)
		grandchild, cancelGrandchild := k.withCancel(k.withValue(ctx, "k", 1))
		defer cancelGrandchild()
		tr.state("grandchild", k, grandchild)
		plain, cancelPlain := k.withCancelCause(root)
		cancelPlain(nil)
		tr.state("nil cause", k, plain)
	},
	"deadline": func(k contexts, tr *trace) {
		ctx, cancel := k.withTimeout(root, 2*sec)
		defer cancel()
		child, cancelChild := k.withCancel(ctx)
		defer cancelChild()
		<-child.Done()
		tr.state("child", k, child)
		tr.state("timed out", k, ctx)
		_, ok := child.Deadline()
		tr.say("child has a deadline: %v", ok)

		why, cancelWhy := k.withTimeoutCause(root, sec, errFirst)
		defer cancelWhy()
		under, cancelUnder := k.withDeadlineCause(why, k.now().Add(2*sec), errSecond)
		defer cancelUnder()
		<-under.Done()
		tr.state("with a cause", k, why)
		tr.state("later than its parent", k, under)
		tr.say("timeout: %v", under.Err().(interface{ Timeout() bool }).Timeout())

		long, cancelLong := k.withTimeout(root, 5*sec)
		defer cancelLong()
		short, cancelShort := k.withTimeout(long, sec)
		defer cancelShort()
		shortest, cancelShortest := k.withTimeout(short, 5*sec)
		defer cancelShortest()
		<-shortest.Done()
		tr.state("sooner than its parent", k, short)
		tr.state("its parent", k, long)
		due, _ := short.Deadline()
		same, _ := shortest.Deadline()
		tr.say("its child's deadline is its own: %v", due.Equal(same))

		early, cancelEarly := k.withTimeoutCause(root, sec, errFirst)
		cancelEarly()
		tr.state("cancelled early", k, early)
		c := k.now()
		k.sleep(2 * sec)
		tr.state("cancelled early, later", k, early)

		past, cancelPast := k.withDeadline(root, c)
		defer cancelPast()
		tr.state("past", k, past)
		never, cancelNever := k.withTimeout(ctx, -1)
		defer cancelNever()
		tr.state("under a cancelled one", k, never)
	},
	"value": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancel(k.withValue(root, "a", 1))
		timed, cancelTimed := k.withTimeout(k.withValue(ctx, "b", 2), sec)
		defer cancelTimed()
		tr.say("%v %v %v", timed.Value("a"), timed.Value("b"), timed.Value("c"))
		free := k.withoutCancel(timed)
		again, cancelAgain := k.withCancel(free)
		defer cancelAgain()
		cancel()
		tr.say("%v %v, done %v", free.Value("a"), free.Err(), free.Done())
		tr.say("cause %v", k.cause(free))
		tr.state("under one without cancel", k, again)
	},
	"done is the same channel": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancel(root)
		before := ctx.Done()
		cancel()
		tr.say("%v", before == ctx.Done() && k.withValue(ctx, 1, 1).Done() == before)
	},
	"after func": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancelCause(root)
		stop := k.afterFunc(ctx, func() { tr.say("called: %v", ctx.Err()) })
		stopped := k.afterFunc(ctx, func() { tr.say("never") })
		tr.say("stop: %v, again: %v", stopped(), stopped())
		k.sleep(sec)
		cancel(errFirst)
		k.sleep(sec)
		tr.say("stop called: %v", stop())
		k.afterFunc(ctx, func() { tr.say("already: %v", k.cause(ctx)) })
		k.sleep(sec)
		timed, cancelTimed := k.withTimeout(root, sec)
		defer cancelTimed()
		k.afterFunc(timed, func() { tr.say("timed: %v", timed.Err()) })
		k.sleep(2 * sec)
	},
	"context of another type": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancelCause(root)
		wrapped, cancelWrapped := k.withCancel(renamed{ctx})
		defer cancelWrapped()
		m := &manual{ctx, make(chan struct{}), errFirst}
		watching, cancelWatching := k.withCancelCause(m)
		cancelled, cancelCancelled := k.withCancel(m)
		cancelCancelled()
		k.sleep(sec)
		tr.state("cancelled", k, cancelled)
		cancel(errSecond)
		tr.state("wrapped", k, wrapped)
		tr.state("watching", k, watching)
		close(m.done)
		<-watching.Done()
		tr.state("watching", k, watching)
		late, cancelLate := k.withCancel(m)
		defer cancelLate()
		tr.state("late", k, late)
		cancelWatching(errSecond)
	},
	"context with an AfterFunc": func(k contexts, tr *trace) {
		m := &telling{manual{root, make(chan struct{}), errFirst}, map[int]func(){}}
		ctx, cancel := k.withCancel(m)
		defer cancel()
		other, cancelOther := k.withCancel(m)
		cancelOther()
		tr.state("cancelled", k, other)
		tr.say("%d follow", len(m.calls))
		k.afterFunc(m, func() { tr.say("called") })
		close(m.done)
		for _, f := range m.calls {
			f()
		}
		<-ctx.Done()
		tr.state("told", k, ctx)
		k.sleep(sec)
	},
	"original's child": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancelCause(root)
		child, cancelChild := context.WithCancel(ctx)
		defer cancelChild()
		gone, cancelGone := context.WithCancelCause(k.withValue(ctx, 1, 2))
		cancelGone(errFirst)
		grandchild, cancelGrandchild := k.withCancel(child)
		defer cancelGrandchild()
		tr.state("child", k, child)
		tr.state("its child", k, grandchild)
		tr.state("cancelled child", k, gone)
		k.sleep(sec)
		cancel(errSecond)
		tr.state("child", k, child)
		<-grandchild.Done()
		tr.state("its child", k, grandchild)
		late, cancelLate := context.WithCancel(ctx)
		defer cancelLate()
		tr.state("late child", k, late)
		tr.say("the original's cause: %v", context.Cause(ctx))
	},
	"original's parent": func(k contexts, tr *trace) {
		up, cancelUp := context.WithCancelCause(root)
		ctx, cancel := k.withCancel(up)
		defer cancel()
		k.sleep(sec)
		cancelUp(errFirst)
		<-ctx.Done()
		tr.state("child", k, ctx)
	},
	"text": func(k contexts, tr *trace) {
		ctx, cancel := k.withCancel(k.withValue(root, "key", "value"))
		defer cancel()
		tr.say("%v", ctx)
		tr.say("%v", k.withoutCancel(ctx))
		under, cancelUnder := k.withCancel(renamed{ctx})
		defer cancelUnder()
		tr.say("%v", under)
		tr.say("%T %T", ctx, &under)
		day := time.Date(2100, 1, 2, 3, 4, 5, 0, time.UTC)
		timed, cancelTimed := k.withDeadline(ctx, day)
		defer cancelTimed()
		until := day.Sub(k.now())
		tr.say("%T %v", timed, fmt.Sprint(timed) ==
			"context.Background.WithValue(key, value).WithCancel.WithDeadline("+day.String()+" ["+until.String()+"])")
	},
	"misuse": func(k contexts, tr *trace) {
		tr.say("%v", panicOf(func() { k.withCancel(nil) }))
		tr.say("%v", panicOf(func() { k.withTimeout(nil, 1) }))
		tr.say("%v", panicOf(func() { k.withValue(nil, 1, 1) }))
		tr.say("%v", panicOf(func() { k.withoutCancel(nil) }))
	},
}

func TestContextIsAsInSynctest(t *testing.T) {
	for name, program := range contextPrograms {
		t.Run(name, func(t *testing.T) {
			sameAsReal(t,
				func(tr *trace) { program(realContexts, tr) },
				func(tr *trace) { program(twinContexts, tr) })
		})
	}
}
