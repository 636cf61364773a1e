import { AppError, type Client } from "@rookery/client";
import { parseReference } from "../commands/read-arguments.ts";

export interface ModelVersionRef {
  name: string;
  version: number;
}

/** The version a person means by `penguins`, `penguins@3` or `penguins@champion`. */
export async function findModelVersion(
  client: Client,
  reference: string,
): Promise<ModelVersionRef> {
  const { name, version, alias = "champion" } = parseReference(reference);
  if (version !== undefined) return { name, version };
  return { name, version: await findAliased(client, name, alias) };
}

export async function findAliased(client: Client, name: string, alias: string): Promise<number> {
  const { aliases } = await client.models.get(name);
  const version = aliases[alias];
  if (version !== undefined) return version;
  const known = Object.keys(aliases);
  throw new AppError("not-found", `No version of ${name} is ${alias}.`, {
    hint: known.length > 0 ? `Its aliases: ${known.join(", ")}.` : "Give a number: NAME@VERSION.",
  });
}
