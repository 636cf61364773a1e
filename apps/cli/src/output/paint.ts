import { type State, toneOf } from "@rookery/presentation";
import pc from "picocolors";

/** Colours for one stream: only in a terminal, unless NO_COLOR, --no-color or FORCE_COLOR say otherwise. */
function createPaint(stream: { isTTY?: boolean }) {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const isUnwanted = Boolean(NO_COLOR) || process.argv.includes("--no-color");
  const isWanted = Boolean(FORCE_COLOR) || (stream.isTTY === true && TERM !== "dumb");
  return pc.createColors(isWanted && !isUnwanted);
}

/** For standard output. */
export const paint = createPaint(process.stdout);
/** For standard error. */
export const paintError = createPaint(process.stderr);

const colours = {
  good: paint.green,
  bad: paint.red,
  warn: paint.yellow,
  busy: paint.cyan,
  calm: (text: string) => text,
};

/** The state of a sweep or run in its colour. */
export function paintState(state: State): string {
  return colours[toneOf(state)](state);
}
