import type { SweepChange } from "@rookery/contracts";
import { listTags } from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { findSweepId, shortId } from "./find-sweep.ts";

interface TagOptions {
  remove?: string[];
  description?: string;
}

/** Sets and removes tags of a sweep, and its description; tells what it has then. */
export async function tagSweep(
  { client, json }: Session,
  which: string,
  tags: string[],
  { remove = [], description }: TagOptions,
): Promise<void> {
  const change: SweepChange = {
    tags: Object.fromEntries<string | null>([
      ...remove.map((key) => [key, null] as const),
      ...tags.map(readTag),
    ]),
    ...(description !== undefined && { description }),
  };
  const sweep = await client.sweeps.change(await findSweepId(client, which), change);
  if (json) return printJson(sweep);
  const told = listTags(sweep.tags).join(", ") || "no tags";
  print(`${paint.green("✓")} Sweep ${paint.bold(shortId(sweep.id))}: ${clean(told)}`);
}

function readTag(text: string): [key: string, value: string] {
  const colon = text.indexOf(":");
  if (colon > 0) return [text.slice(0, colon), text.slice(colon + 1)];
  throw new UsageError(`${JSON.stringify(text)} is no tag: give KEY:VALUE.`);
}
