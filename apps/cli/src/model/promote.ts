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
  const request = reason === undefined ? {} : { reason };
  show(await client.models.rollBack(name, alias, request), json);
}

function show(promotion: Promotion, json: boolean): void {
  if (json) return printJson(promotion);
  const { model, alias, fromVersion, toVersion, reason } = promotion;
  const from = fromVersion === null ? "" : `v${fromVersion} → `;
  print(
    `${paint.green("✓")} ${paint.bold(clean(`${model}@${alias}`))}: ${from}v${toVersion} (${clean(reason)})`,
  );
}
