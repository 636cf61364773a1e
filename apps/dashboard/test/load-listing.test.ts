import { expect, test } from "vitest";
import { type Listing, loadListing } from "../src/pages/sweep/live/load-listing.ts";

interface Item {
  number: number;
  isFinal: boolean;
}

/** A server with so many pages of two items; `asked` is what was read of it. */
function serve(pageCount: number, isFinal: (number: number) => boolean = () => true) {
  const asked: string[] = [];
  const source = {
    read: async ({ cursor = "0" }: { cursor?: string }) => {
      asked.push(cursor);
      const at = Number(cursor);
      const items = [2 * at, 2 * at + 1].map((number) => ({ number, isFinal: isFinal(number) }));
      return { items, nextCursor: at + 1 < pageCount ? String(at + 1) : null };
    },
    isFinal: (item: Item) => item.isFinal,
    maxItems: 50_000,
  };
  return { source, asked };
}

async function load(
  { source }: ReturnType<typeof serve>,
  known?: Listing<Item>,
  signal = new AbortController().signal,
) {
  const parts: number[] = [];
  const listing = await loadListing<Item>(source, {
    known,
    signal,
    onPart: ({ pages, isComplete }) => {
      expect(isComplete).toBe(false);
      parts.push(pages.length);
    },
  });
  return { listing, parts };
}

const numbers = ({ pages }: Listing<Item>) =>
  pages.flatMap(({ items }) => items.map(({ number }) => number));

test("a listing is told of each time it has doubled, and is whole at the end", async () => {
  const { listing, parts } = await load(serve(11));
  expect(parts).toEqual([1, 2, 4, 8]);
  expect(listing.isComplete).toBe(true);
  expect(numbers(listing)).toEqual(Array.from({ length: 22 }, (_, index) => index));
});

test("pages of final items are not read again, the last page and open ones are", async () => {
  const first = await load(serve(5, (number) => number !== 3));
  const server = serve(6);
  const again = await load(server, first.listing);
  expect(server.asked).toEqual(["1", "4", "5"]);
  expect(numbers(again.listing)).toEqual(Array.from({ length: 12 }, (_, index) => index));
  expect(again.parts).toEqual([]);
});

test("what became final after a page was read does not settle that page", async () => {
  const open = serve(3, () => false);
  const first = await load(open);
  for (const { items } of first.listing.pages) for (const item of items) item.isFinal = true;
  const server = serve(3);
  await load(server, first.listing);
  expect(server.asked).toEqual(["0", "1", "2"]);
});

test("no more is read than the browser takes, which is said, nor after it is given up", async () => {
  const large = serve(100);
  const few = { ...large, source: { ...large.source, maxItems: 5 } };
  const { listing } = await load(few);
  expect(numbers(listing)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(listing).toMatchObject({ isComplete: true, isCut: true });
  expect((await load(serve(3))).listing.isCut).toBe(false);
  const left = serve(100);
  const gone = load(left, undefined, AbortSignal.abort(new Error("left the page")));
  await expect(gone).rejects.toThrow("left the page");
  expect(left.asked).toEqual(["0"]);
});
