import type { Page } from "@rookery/contracts";

/**
 * Every item of a listing, page by page as they are asked for.
 *
 * @example
 * for await (const run of listAll((page) => client.sweeps.runs(id, page))) console.log(run.name);
 */
export async function* listAll<T>(
  readPage: (page: { cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  do {
    const { items, nextCursor } = await readPage(cursor ? { cursor } : {});
    yield* items;
    cursor = nextCursor;
  } while (cursor);
}
