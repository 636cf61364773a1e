export interface CsvColumn {
  /** Trimmed. */
  name: string;
  /** `header`: the file names it. `labels`: the first column without a name, as row labels have. */
  namedBy: "header" | "labels" | "position";
}

/**
 * The columns of a header. What R's `write.csv` and pandas' `to_csv` write first
 * has no name and holds the rows' labels: it is called `row`. Other columns
 * without a name are called by their position, such as `column_3`. Neither takes
 * a name that the header gives.
 */
export function nameColumns(header: readonly string[]): CsvColumn[] {
  const names = header.map((cell) => cell.trim());
  const taken = new Set(names);
  const isFree = (name: string) => !taken.has(name);
  return names.map((name, index) => {
    if (name !== "") return { name, namedBy: "header" };
    const wanted = index === 0 ? "row" : positionName(index);
    let free = wanted;
    for (let number = 2; !isFree(free); number++) free = `${wanted}_${number}`;
    taken.add(free);
    return { name: free, namedBy: index === 0 ? "labels" : "position" };
  });
}

/** The columns of a table without a header: `column_1` and on. */
export function numberColumns(count: number): CsvColumn[] {
  return Array.from({ length: count }, (_, index) => ({
    name: positionName(index),
    namedBy: "header",
  }));
}

const positionName = (index: number): string => `column_${index + 1}`;
