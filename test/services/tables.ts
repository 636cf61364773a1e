import { readFile } from "node:fs/promises";

/** A real table to import, sweep over and predict with; `test/tables/README.md` tells where it is from. */
export interface TestTable {
  name: string;
  fileName: string;
  target: string;
  task: "classification" | "regression";
  rows: number;
  /** Features worth learning from, when not all columns are. */
  features?: string[];
}

export const testTables = {
  weather: {
    name: "weather",
    fileName: "weather.csv",
    target: "weather",
    task: "classification",
    rows: 1461,
  },
  wine: {
    name: "wine",
    fileName: "wine-de.csv",
    target: "Rebsorte",
    task: "classification",
    rows: 178,
  },
  gapminder: {
    name: "gapminder",
    fileName: "gapminder.jsonl",
    target: "life_expect",
    task: "regression",
    rows: 682,
    features: ["year", "cluster", "pop", "fertility"],
  },
  birdstrikes: {
    name: "birdstrikes",
    fileName: "birdstrikes.parquet",
    target: "wildlife_size",
    task: "classification",
    rows: 2000,
    features: ["flight_date", "phase_of_flight", "time_of_day", "speed_ias_in_knots"],
  },
} as const satisfies Record<string, TestTable>;

export async function readTestTable({ fileName }: Pick<TestTable, "fileName">) {
  return Buffer.from(await readFile(new URL(`../tables/${fileName}`, import.meta.url)));
}
