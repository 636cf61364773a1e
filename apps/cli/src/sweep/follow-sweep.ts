import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@rookery/client";
import type { SweepEvent } from "@rookery/contracts";
import { paintError } from "../output/paint.ts";
import { note, print } from "../output/print.ts";
import { createQuietProgress } from "../output/sweep-progress.ts";
import type { Session } from "../session.ts";
import { askAfterInterrupt, canAsk } from "./ask-after-interrupt.ts";
import { shortId } from "./find-sweep.ts";

/** A server that restarts is back within this time. */
const patienceMs = 60_000;
const retryMs = 1_000;

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
 *   watching ──Ctrl-C──▶ asking ──go on──▶ watching
 *      │                   ├──cancel──▶ watching, until it is cancelled
 *      ▼ ended             └──leave, or Ctrl-C again──▶ left
 *
 * Where nobody can be asked Ctrl-C leaves at once: a sweep is never cancelled unasked.
 */
export async function followSweep(
  { client }: Session,
  id: string,
  metric: string,
  { events = false }: FollowOptions = {},
): Promise<FollowedSweep> {
  const followed: FollowedSweep = { id, interrupted: "no" };
  const view = createQuietProgress(metric);
  const stop = new AbortController();
  let question: AbortController | undefined;

  async function ask(): Promise<void> {
    question = new AbortController();
    view.pause();
    const answer = await askAfterInterrupt(question.signal);
    question = undefined;
    if (answer === "cancel") {
      followed.interrupted = "cancelled";
      await client.sweeps.cancel(id);
    }
    if (answer === "leave") leave();
    else view.resume();
  }
  function leave(): void {
    followed.interrupted = "left";
    stop.abort();
  }
  const onInterrupt = () => {
    // In a terminal the question itself hears the next Ctrl-C; launchers repeat the first.
    if (question) return;
    if (!canAsk() || followed.interrupted === "cancelled") return leave();
    ask().catch((error) => stop.abort(error));
  };

  const defaults = process.listeners("SIGINT");
  process.removeAllListeners("SIGINT").on("SIGINT", onInterrupt);
  try {
    for await (const event of watchPatiently(client.sweeps.watch, id, stop.signal)) {
      if (events) print(JSON.stringify(event));
      else if (!question) view.show(event);
    }
    question?.abort();
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

type Watch = (id: string, signal: AbortSignal) => AsyncGenerator<SweepEvent>;

/** Goes on from where it broke off when the server is away for a while. */
async function* watchPatiently(
  watch: Watch,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<SweepEvent> {
  let lastHeardMs: number | undefined;
  for (;;) {
    try {
      for await (const event of watch(id, signal)) {
        lastHeardMs = performance.now();
        yield event;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      const isAway = error instanceof AppError && error.code === "unavailable";
      const silentMs = performance.now() - (lastHeardMs ?? Number.NEGATIVE_INFINITY);
      if (!isAway || silentMs > patienceMs) throw error;
      await delay(retryMs, undefined, { signal });
    }
  }
}
