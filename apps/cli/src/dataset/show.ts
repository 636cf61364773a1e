import { parseReference } from "../commands/read-arguments.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { describeValues } from "./describe-column.ts";
import { printVersion } from "./print-version.ts";

export async function showDataset({ client, json }: Session, reference: string): Promise<void> {
  const { name, version, alias } = parseReference(reference);
  if (alias !== undefined) throw new UsageError("Datasets have no aliases: give NAME@VERSION.");
  const found =
    version === undefined
      ? await client.datasets.get(name)
      : await client.datasets.version(name, version);
  const profile = await client.datasets.profile(found.dataset, found.version);
  if (json) return printJson({ ...found, profile });
  print(paint.bold(`${found.dataset} version ${found.version}`));
  const spread = new Map(profile.columns.map((column) => [column.name, describeValues(column)]));
  printVersion(found, [{ title: "VALUES", describe: (column) => spread.get(column) ?? "" }]);
}
