/** Cells of a column that say the same, and where the first of them are. */
export interface TalliedValue {
  value: string;
  cells: number;
  lines: number[];
}

/** Cells that can be read in the same ways. */
interface Tally {
  cells: number;
  values: Map<string, TalliedValue>;
  /** Whether some value is not among them, as there are too many, or is too long to be listed. */
  isPartial: boolean;
}

export interface OtherValues {
  cells: number;
  /** The most frequent first, then the first in the file. */
  values: TalliedValue[];
  /** Whether there are further values. */
  isPartial: boolean;
}

/** Counts cells by the ways in which they can be read, in memory that does not grow with the file. */
export interface ReadingTally {
  /** Takes a value, the bits of its readings and its line. */
  add(value: string, found: number, line: number): void;
  /** How many values have any of these readings. */
  count(bits: number): number;
  /** The values that have none of these readings. */
  findOthers(bits: number): OtherValues;
}

const mostValues = 20;
const mostLines = 5;
const longestValue = 200;

export function tallyReadings(): ReadingTally {
  const tallies = new Map<number, Tally>();

  return {
    add(value, found, line) {
      let tally = tallies.get(found);
      if (!tally) {
        tally = { cells: 0, values: new Map(), isPartial: false };
        tallies.set(found, tally);
      }
      tally.cells++;
      const known = tally.values.get(value);
      if (known) {
        known.cells++;
        if (known.lines.length < mostLines) known.lines.push(line);
      } else if (!tally.isPartial && tally.values.size < mostValues) {
        if (value.length > longestValue) tally.isPartial = true;
        else tally.values.set(value, { value, cells: 1, lines: [line] });
      } else tally.isPartial = true;
    },
    count(bits) {
      let cells = 0;
      for (const [found, tally] of tallies) if ((found & bits) !== 0) cells += tally.cells;
      return cells;
    },
    findOthers(bits) {
      const others = [...tallies].flatMap(([found, tally]) =>
        (found & bits) === 0 ? [tally] : [],
      );
      const values = others
        .flatMap((tally) => [...tally.values.values()])
        .sort((a, b) => b.cells - a.cells || (a.lines[0] as number) - (b.lines[0] as number));
      return {
        cells: others.reduce((sum, { cells }) => sum + cells, 0),
        values: values.slice(0, mostValues),
        isPartial: values.length > mostValues || others.some(({ isPartial }) => isPartial),
      };
    },
  };
}
