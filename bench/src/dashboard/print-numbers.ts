import CliTable from "cli-table3";
import { median } from "../median.ts";
import type { DashboardNumbers } from "./measure-dashboard.ts";

const style = { head: [], border: [] };
const aimMs = 200;

export function printNumbers({ loads, costs }: DashboardNumbers): void {
  const opened = new CliTable({
    head: [
      "opened",
      "files KB",
      "charts KB",
      "LCP ms",
      "worst",
      "usable ms",
      "worst",
      "complete ms",
      "worst",
    ],
    style,
  });
  for (const [name, list] of loads) {
    const [first] = list;
    if (!first) continue;
    opened.push([
      name,
      first.filesKb.toFixed(0),
      first.chartsKb.toFixed(0),
      ...medianAndWorst(list.map(({ paintMs }) => paintMs)),
      ...medianAndWorst(list.map(({ usableMs }) => usableMs)),
      ...medianAndWorst(list.map(({ completeMs }) => completeMs)),
    ]);
  }
  console.log(opened.toString());

  const used = new CliTable({
    head: ["interaction", "input ms", "worst", "frame ms", "worst", "shown ms", "worst"],
    style,
  });
  for (const [name, list] of costs) {
    used.push([
      name,
      ...medianAndWorst(list.map(({ inputMs }) => inputMs)),
      ...medianAndWorst(list.map(({ frameMs }) => frameMs)),
      ...medianAndWorst(list.map(({ shownMs }) => shownMs)),
    ]);
  }
  console.log(used.toString());
  const all = [...costs.values()].flat();
  for (const name of ["inputMs", "frameMs", "shownMs"] as const) {
    const over = all.filter((cost) => cost[name] >= aimMs).length;
    console.log(`${name}: ${over} of ${all.length} interactions took ${aimMs} ms or more`);
  }
}

function medianAndWorst(values: number[]): string[] {
  return [median(values).toFixed(0), Math.max(...values).toFixed(0)];
}
