import type { ModelVersion, TestRows } from "@rookery/contracts";
import { formatShare } from "../format/numbers.ts";

/** Versions whose test metrics compare: they were measured on the same rows. */
export interface MeasuredVersions<V> {
  /** `20% of penguins@1 held out with seed 7, for species`. */
  measuredOn: string;
  versions: V[];
}

/** In the order of the first of each group. */
export function groupByTestRows<V extends Pick<ModelVersion, "testRows">>(
  versions: readonly V[],
): MeasuredVersions<V>[] {
  const groups = new Map<string, V[]>();
  for (const version of versions) {
    const measuredOn = describeTestRows(version.testRows);
    groups.set(measuredOn, [...(groups.get(measuredOn) ?? []), version]);
  }
  return [...groups].map(([measuredOn, own]) => ({ measuredOn, versions: own }));
}

/** Which rows a version was measured on; the same words mean the same rows. */
export function describeTestRows(testRows: TestRows | null): string {
  if (testRows === null) return "rows that are not known";
  const { dataset, datasetVersion, target, testFraction, seed } = testRows;
  return `${formatShare(testFraction)} of ${dataset}@${datasetVersion} held out with seed ${seed}, for ${target}`;
}

/** Why versions of other groups do not compare, and where they do. */
export const testRowsNote =
  "Numbers compare only among versions that were measured on the same test rows; promotions measure both versions anew on the same ones.";
