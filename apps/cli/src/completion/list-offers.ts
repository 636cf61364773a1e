import type { Client } from "@rookery/client";
import { formatMetric } from "@rookery/presentation";
import { findSweepId, shortId } from "../sweep/find-sweep.ts";
import type { Cursor } from "./find-cursor.ts";

export interface Offer {
  value: string;
  about: string;
  /** The word goes on behind it. */
  goesOn?: boolean;
}

/** What the server knows that fits; a page of it. */
type ListOffers = (client: Client, cursor: Cursor) => Promise<Offer[]>;

const limit = 1_000;

/** By the name that arguments and options give their value: `<sweep>`, `--model <model>`. */
const sources: Record<string, ListOffers> = {
  dataset: async (client, { typed }) => {
    const [name, version] = splitAt(typed, "@");
    if (version !== undefined) {
      const { items } = await client.datasets.versions(name, { limit });
      return items.map(({ version, rows }) => ({
        value: `${name}@${version}`,
        about: `${rows} rows`,
      }));
    }
    const { items } = await client.datasets.list(namedLike(typed));
    return items.map(({ name, rows }) => ({ value: name, about: `${rows} rows` }));
  },
  model: async (client, { typed }) => {
    const [name, which] = splitAt(typed, "@");
    if (which !== undefined) {
      const offers = await listVersions(client, name);
      return offers.map((offer) => ({ ...offer, value: `${name}@${offer.value}` }));
    }
    const { items } = await client.models.list(namedLike(typed));
    return items.map(({ name, latestVersion }) => ({ value: name, about: `v${latestVersion}` }));
  },
  version: (client, { values }) => listVersions(client, values[0] ?? ""),
  alias: async (client, { values }) => {
    const { aliases } = await client.models.get(values[0] ?? "");
    return listAliases(aliases);
  },
  sweep: listSweeps,
  run: listRuns,
  runs: listRuns,
  path: async (client, { values }) => {
    const [which = "", number] = splitAt(values[0] ?? "", "#");
    const run = await findRunId(client, which, number);
    const { artifacts } = await client.runs.get(run);
    return artifacts.map(({ path, contentType }) => ({ value: path, about: contentType }));
  },
  by: async (client, { values }) => {
    const { items } = await client.sweeps.runs(await findSweepId(client, values[0] ?? ""), {
      limit: 10,
    });
    const names = new Set(items.flatMap(({ metrics }) => Object.keys(metrics)));
    return ["number", "objective", ...names].map((value) => ({ value, about: "" }));
  },
};

/** How to list what a value may be; undefined when the server cannot know. */
export function findSource(valueName: string): ListOffers | undefined {
  return sources[valueName];
}

async function listSweeps(client: Client): Promise<Offer[]> {
  const { items } = await client.sweeps.list({ limit });
  return [
    { value: "latest", about: "the newest sweep" },
    ...items.map(({ id, name, state }) => ({ value: shortId(id), about: `${name}, ${state}` })),
  ];
}

/** First the sweep, then the number, the best first. */
async function listRuns(client: Client, { typed }: Cursor): Promise<Offer[]> {
  const [which, number] = splitAt(typed, "#");
  if (number === undefined) {
    const sweeps = await listSweeps(client);
    return sweeps.map(({ value, about }) => ({ value: `${value}#`, about, goesOn: true }));
  }
  const id = await findSweepId(client, which);
  const [{ spec }, { items }] = await Promise.all([
    client.sweeps.get(id),
    client.sweeps.runs(id, { sort: "objective", limit }),
  ]);
  const { metric } = spec.objective;
  return items.map(({ number, state, metrics }) => ({
    value: `${which}#${number}`,
    about: [state, metric in metrics ? `${metric} ${formatMetric(metrics[metric])}` : ""]
      .filter(Boolean)
      .join(", "),
  }));
}

async function findRunId(client: Client, which: string, number: string | undefined) {
  if (number === undefined) return which;
  const query = { number: Number(number), limit: 1 };
  const { items } = await client.sweeps.runs(await findSweepId(client, which), query);
  return items[0]?.id ?? which;
}

async function listVersions(client: Client, name: string): Promise<Offer[]> {
  const [{ aliases }, { items }] = await Promise.all([
    client.models.get(name),
    client.models.versions(name, { limit }),
  ]);
  const versions = items.map(({ version, trainer, aliases }) => ({
    value: String(version),
    about: [trainer, ...aliases].join(", "),
  }));
  return [...versions, ...listAliases(aliases)];
}

function listAliases(aliases: Record<string, number>): Offer[] {
  return Object.entries(aliases).map(([value, version]) => ({ value, about: `v${version}` }));
}

/** Of more names than a page holds, those that have what is typed. */
function namedLike(typed: string) {
  return typed === "" ? { limit } : { name: typed, limit };
}

/** `penguins@3`: the name, and what is typed behind the mark, if it is there. */
function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.lastIndexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
