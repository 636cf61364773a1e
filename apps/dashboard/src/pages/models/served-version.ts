import type { Model, Promotion } from "@rookery/contracts";

/** What inference serves unless a request says otherwise. */
export const defaultAlias = "champion";

/** The champion's number, or the newest version's; undefined without versions. */
export function servedVersion({ aliases, versions }: Model): number | undefined {
  return aliases[defaultAlias] ?? versions[0]?.version;
}

/** Where the champion was before it came where it is, as far as the newest promotions tell. */
export function previousVersion(
  promotions: readonly Promotion[],
  current: number | undefined,
): number | undefined {
  const arrival = promotions.find(
    ({ alias, outcome, toVersion }) =>
      alias === defaultAlias && outcome === "promoted" && toVersion === current,
  );
  const before = arrival?.fromVersion ?? undefined;
  return before === current ? undefined : before;
}
