import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { Id, isTerminalSweepState, type SweepEvent } from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { createStatusReader, type StatusReader } from "../status-reader.ts";

/** How often a watched sweep is looked at: what a person sees as live. */
const pollMs = 300;
/** Proxies close connections that stay silent; most allow a minute. */
const keepAliveMs = 15_000;
/** How often the time left is told while nothing else changes: it does with every look. */
const etaRefreshMs = 5_000;

/**
 * `progress` events whenever the sweep's status changed, the first at once; the
 * stream ends after the event with a terminal state. Many watchers of one sweep
 * cost one query per look.
 */
export function registerSweepEventRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  const statuses = createStatusReader(database, { maxAgeMs: pollMs / 2 });
  const closing = new AbortController();
  app.addHook("preClose", async () => closing.abort());

  app.get(
    "/sweeps/:id/events",
    {
      schema: {
        summary: "Live progress as server-sent events",
        description: "Events named `progress`, their data a JSON `SweepEvent`.",
        tags: ["sweeps"],
        produces: ["text/event-stream"],
        params: z.object({ id: Id }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await statuses.read(id);
      const gone = new AbortController();
      request.raw.once("close", () => gone.abort());
      const signal = AbortSignal.any([gone.signal, closing.signal]);
      return (
        reply
          .type("text/event-stream")
          .header("cache-control", "no-store")
          .header("x-accel-buffering", "no")
          // Kept alive, the connection would hold up a closing server.
          .header("connection", "close")
          .send(Readable.from(progressEvents(statuses, id, signal), { objectMode: false }))
      );
    },
  );
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
