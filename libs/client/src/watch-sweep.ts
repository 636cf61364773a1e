import { SweepEvent } from "@rookery/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Requester } from "./request.ts";

/** A sweep's progress as it happens; ends after the event with a terminal state. */
export async function* watchSweep(
  requester: Requester,
  sweepId: string,
  signal?: AbortSignal,
): AsyncGenerator<SweepEvent> {
  const { body } = await requester.send(`/sweeps/${sweepId}/events`, { signal });
  if (!body) return;
  const events = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  for await (const { event, data } of events) {
    if (event === "progress") yield SweepEvent.parse(JSON.parse(data));
  }
}
