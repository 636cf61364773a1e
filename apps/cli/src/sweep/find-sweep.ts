import { AppError, type Client, listAll } from "@rookery/client";
import { UsageError } from "../usage-error.ts";

const fullId = /^[0-9a-f]{32}$/;
const idStart = /^[0-9a-f]{4,31}$/;
/** Among so many of the newest sweeps the beginning of an id is looked for. */
const searched = 1_000;

/** The id of the sweep a person means: all of it, its beginning, or `latest` but for replays. */
export async function findSweepId(client: Client, text: string): Promise<string> {
  if (fullId.test(text)) return text;
  if (text === "latest") {
    // A replay is about the sweep that a person has in mind, not instead of it.
    for await (const sweep of listAll((page) => client.sweeps.list({ limit: 20, ...page }))) {
      if (sweep.replayOf === null) return sweep.id;
    }
    throw new AppError("not-found", "There are no sweeps yet.", {
      hint: "`rookery sweep run FILE` launches one.",
    });
  }
  if (!idStart.test(text)) {
    throw new UsageError(
      `${JSON.stringify(text)} is no sweep: give an id, at least four of its first digits, or latest.`,
    );
  }
  const { items } = await client.sweeps.list({ limit: searched });
  const found = items.filter(({ id }) => id.startsWith(text));
  if (found[0] && found.length === 1) return found[0].id;
  throw found.length === 0
    ? new AppError("not-found", `No sweep's id begins with ${text}.`, {
        hint: "`rookery sweep list` shows them.",
      })
    : new UsageError(`${found.length} sweeps' ids begin with ${text}.`, "Give more digits.");
}

/** Enough of an id to be told apart, and taken by every command: ids begin with 12 digits of time in ms. */
export const shortId = (id: string): string => id.slice(0, 12);
