import type { DatasetColumn } from "@rookery/contracts";

const targetNames = /^(target|label|class|species|outcome)$/i;

/** Tables call what is to be predicted by such a name, or keep it last; a date is neither class nor number. */
export function guessTarget(columns: readonly DatasetColumn[]): DatasetColumn | undefined {
  const able = columns.filter(({ kind, distinct }) => kind !== "date" && distinct > 1);
  return able.find(({ name }) => targetNames.test(name)) ?? able.at(-1);
}
