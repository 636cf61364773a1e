import type { Model } from "@rookery/contracts";

/** What inference serves unless a request says otherwise. */
export const defaultAlias = "champion";

/** The champion's number, or the newest version's; undefined without versions. */
export function servedVersion({ aliases, versions }: Model): number | undefined {
  return aliases[defaultAlias] ?? versions[0]?.version;
}
