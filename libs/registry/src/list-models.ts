import type { ModelSummary, Page, PageQuery } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { asc, gt, inArray } from "drizzle-orm";
import { z } from "zod";
import { readCursor } from "./read-cursor.ts";

const { aliases, models } = schema;

/** Any text that PostgreSQL can hold: not every name was given through this API. */
const StoredName = z.string().regex(/^[^\0]+$/);

/** A page of registered models by name. */
export async function listModels({ orm }: Database, query: PageQuery): Promise<Page<ModelSummary>> {
  const after = readCursor(query.cursor, StoredName);
  const rows = await orm
    .select()
    .from(models)
    .where(after === undefined ? undefined : gt(models.name, after))
    .orderBy(asc(models.name))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const held = page.length
    ? await orm
        .select()
        .from(aliases)
        .where(
          inArray(
            aliases.modelId,
            page.map((model) => model.id),
          ),
        )
    : [];
  return {
    items: page.map((model) => ({
      name: model.name,
      description: model.description,
      latestVersion: model.lastVersion,
      aliases: Object.fromEntries(
        held
          .filter((alias) => alias.modelId === model.id)
          .map(({ alias, version }) => [alias, version]),
      ),
      createdAt: model.createdAt.toISOString(),
      updatedAt: model.updatedAt.toISOString(),
    })),
    nextCursor: rows.length > query.limit ? (page.at(-1)?.name ?? null) : null,
  };
}
