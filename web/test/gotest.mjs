// Reads the event stream of `go test -json`, prints a line for each package and
// the output of what failed, and appends the counts to a file:
//
//   go test -json ./... | node gotest.mjs LABEL FILE
//
// Ends with status 1 when a test or a package failed, or when none ran.

import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [label, file] = process.argv.slice(2);
const outputs = new Map();
const counts = { pass: 0, fail: 0, skip: 0 };
let broken = 0;

for await (const line of createInterface({ input: process.stdin })) {
  let event;
  try {
    event = JSON.parse(line);
  } catch {
    console.log(line);
    continue;
  }
  take(event);
}

function take({ Action: action, Package: name, ImportPath: build, Test: test, Output: text }) {
  const key = `${build ?? name} ${test ?? ""}`;
  if (action === "output" || action === "build-output") {
    outputs.set(key, (outputs.get(key) ?? "") + text);
    return;
  }
  if (action === "build-fail") process.stdout.write(outputs.get(key) ?? "");
  if (!["pass", "fail", "skip"].includes(action)) return;
  if (test) counts[action]++;
  else if (action === "fail") broken++;
  if (action === "fail" || (!test && action === "pass")) {
    const output = outputs.get(key) ?? "";
    process.stdout.write(!test && action !== "fail" ? lastLine(output) : output);
  }
  outputs.delete(key);
}

function lastLine(output) {
  return output.slice(output.trimEnd().lastIndexOf("\n") + 1);
}

const skipped = counts.skip ? `, ${counts.skip} skipped` : "";
const summary = `${label}: ${counts.pass} passed, ${counts.fail} failed${skipped}\n`;
process.stdout.write(summary);
appendFileSync(file, summary);
process.exitCode = counts.fail || broken || !counts.pass ? 1 : 0;
