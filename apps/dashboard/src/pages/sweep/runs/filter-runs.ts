import type { RunSummary } from "@rookery/contracts";
import { readMetric, runTimeMs } from "@rookery/presentation";

type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

interface Term {
  name: string;
  comparison: Comparison;
  value: string;
}

const termPattern = /^([^<>=!]+)(<=|>=|!=|=|<|>)(.+)$/;

/**
 * Whether a run fits a filter such as `state=failed steps>=50 accuracy>0.9`:
 * all terms must hold. Names are parameters, metrics, `state`, `number` and
 * `time` (milliseconds). A word without a comparison is looked for in the names
 * and values of the parameters.
 */
export function createRunFilter(text: string): (run: RunSummary) => boolean {
  const words = text
    .replace(/\s*(<=|>=|!=|=|<|>)\s*/g, "$1")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const tests = words.map((word) => {
    const [, name, comparison, value] = termPattern.exec(word) ?? [];
    if (!name || !comparison || !value) return containing(word.toLowerCase());
    const term: Term = { name, comparison: comparison as Comparison, value };
    return (run: RunSummary) => holds(term, readField(run, name));
  });
  return (run) => tests.every((test) => test(run));
}

function readField(run: RunSummary, name: string): string | number | boolean | undefined {
  if (name in run.params) return run.params[name];
  if (name === "state") return run.state;
  if (name === "number") return run.number ?? undefined;
  if (name === "time") return runTimeMs(run);
  return readMetric(run, name);
}

function holds({ comparison, value }: Term, found: string | number | boolean | undefined): boolean {
  if (comparison === "!=") return String(found) !== value;
  if (found === undefined) return false;
  if (comparison === "=") return String(found) === value || found === Number(value);
  const number = Number(value);
  if (typeof found !== "number" || Number.isNaN(number)) return false;
  if (comparison === "<") return found < number;
  if (comparison === "<=") return found <= number;
  if (comparison === ">") return found > number;
  return found >= number;
}

function containing(word: string) {
  return ({ params }: RunSummary) =>
    Object.entries(params).some(([name, value]) => `${name}=${value}`.toLowerCase().includes(word));
}
