import { type ModelSummary, type NamedPageQuery, type Page, Text } from "@rookery/contracts";
import { containsText, cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, asc, gt, inArray } from "drizzle-orm";

const { aliases, models } = schema;

/** A page of registered models by name. */
export async function listModels(
  { orm }: Database,
  query: NamedPageQuery,
): Promise<Page<ModelSummary>> {
  // Not every name was given through this API.
  const after = decodeCursor(query.cursor, Text);
  const rows = await orm
    .select()
    .from(models)
    .where(
      and(
        after === undefined ? undefined : gt(models.name, after),
        query.name === undefined ? undefined : containsText(models.name, query.name),
      ),
    )
    .orderBy(asc(models.name))
    .limit(query.limit + 1);
  const { page, nextCursor } = cutPage(rows, query.limit, ({ name }) => name);
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
    nextCursor,
  };
}
