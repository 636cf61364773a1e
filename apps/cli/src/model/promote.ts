import { AppError, type Client, listAll } from "@rookery/client";
import type { Promotion } from "@rookery/contracts";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findAliased } from "./find-model-version.ts";

export interface PromoteOptions {
  alias: string;
  reason?: string;
}

export async function promote(
  { client, json }: Session,
  name: string,
  which: string,
  { alias, reason }: PromoteOptions,
): Promise<void> {
  const version = /^v?[1-9]\d*$/.test(which)
    ? Number(which.replace("v", ""))
    : await findAliased(client, name, which);
  const request = { version, ...(reason !== undefined && { reason }) };
  show(await client.models.setAlias(name, alias, request), json);
}

export async function rollBack(
  { client, json }: Session,
  name: string,
  { alias, reason }: PromoteOptions,
): Promise<void> {
  const current = await findAliased(client, name, alias);
  const version = await findPrevious(client, { name, alias, current });
  const request = { version, reason: reason ?? `rolled back from version ${current}` };
  show(await client.models.setAlias(name, alias, request), json);
}

async function findPrevious(
  client: Client,
  { name, alias, current }: { name: string; alias: string; current: number },
): Promise<number> {
  for await (const promotion of listAll((page) => client.models.promotions(name, page))) {
    const { outcome, fromVersion, toVersion } = promotion;
    if (promotion.alias !== alias || outcome !== "promoted" || toVersion !== current) continue;
    if (fromVersion !== null && fromVersion !== current) return fromVersion;
  }
  throw new AppError("conflict", `${alias} of ${name} named no version before ${current}.`, {
    hint: "`rookery model promote` takes any version.",
  });
}

function show(promotion: Promotion, json: boolean): void {
  if (json) return printJson(promotion);
  const { model, alias, fromVersion, toVersion, reason } = promotion;
  const from = fromVersion === null ? "" : `v${fromVersion} → `;
  print(
    `${paint.green("✓")} ${paint.bold(clean(`${model}@${alias}`))}: ${from}v${toVersion} (${clean(reason)})`,
  );
}
