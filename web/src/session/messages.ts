import { strings } from "../strings.ts";
import type { Sluice, SluiceEvents } from "./api.ts";

/** What a page of another origin sends: a call of the interface; id comes back with the answer. */
interface Call {
  readonly sluice: 1;
  readonly id: unknown;
  readonly call: string;
  readonly args?: readonly unknown[];
}

const eventNames: readonly string[] = ["state", "end", "error", "task"] satisfies (keyof SluiceEvents)[];

/**
 * Lets the page around this one call the interface by messages, if it is of
 * this origin: {sluice: 1, id, call, args} is answered with {sluice: 1, id,
 * result} or {sluice: 1, id, error}. The call "on" with an event's name sends
 * each such event from then on as {sluice: 1, event, detail}.
 */
export function answerMessages(sluice: Sluice, origin: string): void {
  window.addEventListener("message", async ({ data, source, origin: sender }) => {
    if (source !== window.parent || sender !== origin || !isCall(data)) return;
    const reply = (message: object) => window.parent.postMessage({ sluice: 1, ...message }, origin);
    const subscribe = (name: keyof SluiceEvents) => {
      sluice.on(name, (detail) => reply({ event: name, detail }));
    };
    try {
      reply({ id: data.id, result: await answer(sluice, data, subscribe) });
    } catch (error) {
      reply({ id: data.id, error: (error as Error).message });
    }
  });
}

function answer(
  sluice: Sluice,
  { call, args = [] }: Call,
  subscribe: (name: keyof SluiceEvents) => void,
): unknown {
  if (call === "on") {
    const name = String(args[0]);
    if (!eventNames.includes(name)) throw new Error(strings.api.unknownEvent(name, eventNames));
    return subscribe(name as keyof SluiceEvents);
  }
  if (!Object.hasOwn(sluice, call)) throw new Error(strings.api.unknownCall(call));
  const member = sluice[call as keyof Sluice];
  return typeof member === "function"
    ? (member as (...args: readonly unknown[]) => unknown)(...args)
    : member;
}

function isCall(data: unknown): data is Call {
  return (
    typeof data === "object" &&
    data !== null &&
    (data as Partial<Call>).sluice === 1 &&
    typeof (data as Partial<Call>).call === "string" &&
    ((data as Partial<Call>).args === undefined || Array.isArray((data as Partial<Call>).args))
  );
}
