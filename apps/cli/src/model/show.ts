import type { Client } from "@rookery/client";
import type { ModelVersion, Promotion } from "@rookery/contracts";
import {
  createMetricFormat,
  describeCategories,
  describeMissing,
  describeTestRows,
  formatAge,
  formatBytes,
  formatMetric,
  formatParam,
  formatTime,
  groupByTestRows,
  testRowsNote,
} from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printFacts, printJson } from "../output/print.ts";
import { firstItems } from "../output/print-listing.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { findModelVersion } from "./find-model-version.ts";

export async function showModel(
  { client, json }: Session,
  reference: string,
  { limit }: { limit: number },
): Promise<void> {
  if (reference.includes("@")) {
    const { name, version } = await findModelVersion(client, reference);
    const found = await client.models.version(name, version);
    return json ? printJson(found) : printModelVersion(found);
  }
  await showOverview(client, { name: reference, json, limit });
}

async function showOverview(
  client: Client,
  { name, json, limit }: { name: string; json: boolean; limit: number },
): Promise<void> {
  const [model, versions, promotions] = await Promise.all([
    client.models.get(name),
    firstItems((page) => client.models.versions(name, page), limit),
    firstItems((page) => client.models.promotions(name, page), limit),
  ]);
  if (json) {
    return printJson({ ...model, versions: versions.items, promotions: promotions.items });
  }
  print(paint.bold(clean(model.name)));
  printFacts({
    about: model.description && clean(model.description),
    aliases: Object.entries(model.aliases)
      .map(([alias, version]) => `${paint.green(clean(alias))} = v${version}`)
      .join(", "),
  });
  print();
  printVersions(versions.items);
  print();
  printPromotions(promotions.items);
}

/** Apart by the rows they were measured on, because only then their numbers compare. */
function printVersions(versions: ModelVersion[]): void {
  const metric = chooseMetric(versions[0]?.testMetrics ?? {});
  const groups = groupByTestRows(versions);
  for (const { measuredOn, versions: own } of groups) {
    print(paint.dim(clean(`Measured on ${measuredOn}`)));
    printMeasured(own, metric);
    print();
  }
  if (groups.length > 1) print(paint.dim(testRowsNote));
}

function printMeasured(versions: ModelVersion[], metric: string): void {
  const format = createMetricFormat(versions.map(({ testMetrics }) => testMetrics[metric]));
  printTable(
    [
      { title: "VERSION", cell: ({ version }) => `v${version}`, align: "right" },
      { title: "ALIASES", cell: ({ aliases }) => aliases.join(" "), style: paint.green },
      { title: "TRAINER", cell: ({ trainer }) => trainer, shrinks: true },
      {
        title: `TEST ${metric}`,
        cell: ({ testMetrics }) => format(testMetrics[metric]),
        align: "right",
      },
      { title: "CREATED", cell: ({ createdAt }) => formatAge(createdAt, Date.now()) },
    ],
    versions,
  );
}

/** What most people know, or else the first. */
function chooseMetric(metrics: Record<string, unknown>): string {
  const names = Object.keys(metrics);
  return ["accuracy", "rmse"].find((name) => names.includes(name)) ?? names[0] ?? "";
}

function printPromotions(promotions: Promotion[]): void {
  printTable(
    [
      { title: "PROMOTION", cell: ({ createdAt }) => formatAge(createdAt, Date.now()) },
      { title: "ALIAS", cell: ({ alias }) => alias },
      {
        title: "MOVED",
        cell: ({ outcome, fromVersion, toVersion }) =>
          outcome === "kept"
            ? `v${toVersion} kept out`
            : `${fromVersion === null ? "" : `v${fromVersion} → `}v${toVersion}`,
        style: (text, { outcome }) => (outcome === "promoted" ? paint.green(text) : text),
      },
      { title: "BY", cell: ({ actor }) => actor },
      { title: "REASON", cell: ({ reason }) => reason, shrinks: true },
    ],
    promotions,
  );
}

const describeValues = (input: ModelVersion["signature"]["inputs"][number]) =>
  input.categories ? describeCategories(input) : "";

function printModelVersion(version: ModelVersion): void {
  const { signature, dataset } = version;
  print(
    `${paint.bold(clean(`${version.model} version ${version.version}`))}${version.aliases.map((alias) => `  ${paint.green(clean(alias))}`).join("")}`,
  );
  printFacts({
    trainer: clean(version.trainer),
    params: Object.entries(version.params)
      .map(([name, value]) => clean(`${name}=${formatParam(value)}`))
      .join(" "),
    predicts: clean(`${signature.target}: ${signature.classes.join(", ")}`),
    dataset: dataset && clean(`${dataset.name}@${dataset.version}`),
    sweep: version.sweepId,
    run: version.runId && clean(version.runId),
    file: formatBytes(version.sizeBytes),
    sha256: clean(version.sha256),
    registered: formatTime(version.createdAt),
  });
  print();
  print(paint.bold(clean(`On ${describeTestRows(version.testRows)}`)));
  printFacts(
    Object.fromEntries(
      Object.entries(version.testMetrics).map(([name, value]) => [name, formatMetric(value)]),
    ),
  );
  print();
  printTable(
    [
      { title: "INPUT", cell: ({ name }) => name },
      { title: "KIND", cell: ({ kind }) => kind },
      { title: "VALUES", cell: describeValues, shrinks: true },
      { title: "MISSING", cell: describeMissing },
    ],
    signature.inputs,
  );
}
