import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isTerminalSweepState, type SweepEvent } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import type { FastifyReply } from "fastify";
import { createStatusReader, type StatusReader } from "./create-status-reader.ts";

/** How often a watched sweep is looked at: what a person sees as live. */
const pollMs = 300;
/** Proxies close connections that stay silent; most allow a minute. */
const keepAliveMs = 15_000;
/** How often the time left is told while nothing else changes: it does with every look. */
const etaRefreshMs = 5_000;

/**
 * Sends `progress` events whenever a sweep's status changed, the first at once;
 * the stream ends after the event with a terminal state, or when the watch is
 * closed. Many watchers of one sweep cost one query per look.
 */
export function createSweepWatch(database: Database) {
  const statuses = createStatusReader(database, { maxAgeMs: pollMs / 2 });
  const closing = new AbortController();
  return {
    close: () => closing.abort(),
    async follow(sweepId: string, raw: IncomingMessage, reply: FastifyReply) {
      await statuses.read(sweepId);
      const gone = new AbortController();
      raw.once("close", () => gone.abort());
      const signal = AbortSignal.any([gone.signal, closing.signal]);
      return (
        reply
          .type("text/event-stream")
          .header("cache-control", "no-store")
          .header("x-accel-buffering", "no")
          // Kept alive, the connection would hold up a closing server.
          .header("connection", "close")
          .send(Readable.from(progressEvents(statuses, sweepId, signal), { objectMode: false }))
      );
    },
  };
}

async function* progressEvents(
  statuses: StatusReader,
  sweepId: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let sent: SweepEvent | undefined;
  let sentAt = Date.now();
  while (!signal.aborted) {
    const status = await statuses.read(sweepId);
    const silentMs = Date.now() - sentAt;
    if (isNews(status, sent, silentMs)) {
      yield `event: progress\ndata: ${JSON.stringify(status)}\n\n`;
      sent = status;
      sentAt = Date.now();
    } else if (silentMs > keepAliveMs) {
      yield ": still here\n\n";
      sentAt = Date.now();
    }
    if (isTerminalSweepState(status.state)) return;
    await delay(pollMs, undefined, { signal }).catch(() => {});
  }
}

function isNews(status: SweepEvent, sent: SweepEvent | undefined, silentMs: number): boolean {
  if (sent === undefined) return true;
  const isSameEta = status.etaMs === sent.etaMs || silentMs < etaRefreshMs;
  return !isSameEta || !isDeepStrictEqual({ ...status, etaMs: null }, { ...sent, etaMs: null });
}
