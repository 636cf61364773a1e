import { isTerminalSweepState, type OrchestratorApi, SweepEvent } from "@rookery/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { type Requester, unavailable } from "./request.ts";

/**
 * A sweep's progress as it happens; ends after the event with a terminal state.
 * Throws `unavailable` when the server stops telling before that; watching again
 * goes on from there. An aborted `signal` rejects with its reason.
 */
export async function* watchSweep(
  requester: Requester<OrchestratorApi>,
  sweepId: string,
  signal?: AbortSignal,
): AsyncGenerator<SweepEvent> {
  const { body } = await requester.send("watchSweep", {
    params: { id: sweepId },
    signal,
    timeoutMs: Number.POSITIVE_INFINITY,
  });
  const lost = "The server stopped telling about the sweep before it ended.";
  if (!body) throw unavailable(lost);
  const events = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  try {
    for await (const { event, data } of events) {
      if (event !== "progress") continue;
      const status = SweepEvent.parse(JSON.parse(data));
      yield status;
      if (isTerminalSweepState(status.state)) return;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw unavailable(lost, cause);
  }
  throw unavailable(lost);
}
