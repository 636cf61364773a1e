import { isCancel, select } from "@clack/prompts";
import { AppError, type Client } from "@rookery/client";
import { clean } from "../output/clean.ts";
import { paintError } from "../output/paint.ts";
import { note, printAsIs } from "../output/print.ts";
import { createSweepProgress, silentProgress } from "../output/sweep-progress.ts";
import type { Session } from "../session.ts";
import { shortId } from "./find-sweep.ts";
import { watchPatiently } from "./watch-patiently.ts";

export interface FollowedSweep {
  id: string;
  /** By Ctrl-C: the sweep goes on without us, or was asked to stop. */
  interrupted: "no" | "left" | "cancelled";
}

export interface FollowOptions {
  /** A line of JSON per change on standard output, instead of a bar. */
  events?: boolean;
}

/**
 * Watches a sweep until it has ended or the person at the terminal leaves it.
 *
 *   watching ──Ctrl-C──▶ asking ──go on, or too late to cancel──▶ watching
 *      │                   ├──cancel──▶ watching, until it is cancelled
 *      ▼ ended             └──leave, or Ctrl-C again──▶ left
 *
 * Where nobody can be asked Ctrl-C leaves at once: a sweep is never cancelled unasked.
 */
export async function followSweep(
  { client, json }: Session,
  id: string,
  metric: string,
  { events = false }: FollowOptions = {},
): Promise<FollowedSweep> {
  const followed: FollowedSweep = { id, interrupted: "no" };
  // Programs read neither bar nor lines; a person at the terminal may want to see how far it is.
  const isUnseen = json && !process.stderr.isTTY;
  const view = isUnseen ? silentProgress : createSweepProgress(metric, process.stderr);
  const stop = new AbortController();
  const question = new AbortController();
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    view.pause();
    const answer = await askAfterInterrupt(question.signal);
    if (answer === "leave") return leave();
    if (answer === "cancel") {
      // Until the server has answered, Ctrl-C leaves.
      followed.interrupted = "cancelled";
      if (!(await cancel(client, id))) followed.interrupted = "no";
    }
    view.resume();
  }
  function leave(): void {
    followed.interrupted = "left";
    stop.abort();
  }
  const onInterrupt = () => {
    if (!canAsk() || followed.interrupted === "cancelled") return leave();
    // In a terminal the question itself hears the next Ctrl-C; launchers repeat the first.
    asking ??= ask()
      .catch((error) => stop.abort(error))
      .finally(() => {
        asking = undefined;
      });
  };

  const defaults = process.listeners("SIGINT");
  process.removeAllListeners("SIGINT").on("SIGINT", onInterrupt);
  try {
    for await (const event of watchPatiently(client, id, stop.signal)) {
      if (events) printAsIs(JSON.stringify(event));
      else view.show(event);
    }
    question.abort();
    await asking;
  } catch (error) {
    if (followed.interrupted !== "left") throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    view.stop();
    process.removeAllListeners("SIGINT");
    for (const listener of defaults) process.on("SIGINT", listener as () => void);
  }
  if (followed.interrupted === "left") {
    note(`The sweep goes on: ${paintError.cyan(`rookery sweep watch ${shortId(id)}`)}`);
  }
  return followed;
}

/** Whether the sweep will stop. Too late, or a server that is away for a while, is no reason to stop watching. */
async function cancel(client: Client, id: string): Promise<boolean> {
  try {
    await client.sweeps.cancel(id);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    note(`${paintError.yellow("–")} Not cancelled: ${clean(error.message)}`);
    return false;
  }
}

type InterruptAnswer = "cancel" | "leave" | "go-on";

function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** What should become of the sweep; another Ctrl-C means leave. `signal` takes the question back: go on. */
async function askAfterInterrupt(signal: AbortSignal): Promise<InterruptAnswer> {
  const answer = await select<InterruptAnswer>({
    message: "Stop watching?",
    options: [
      { value: "go-on", label: "Go on watching" },
      { value: "leave", label: "Leave, the sweep goes on", hint: "Ctrl-C again" },
      { value: "cancel", label: "Cancel the sweep" },
    ],
    output: process.stderr,
    signal,
  });
  if (signal.aborted) return "go-on";
  return isCancel(answer) ? "leave" : answer;
}
