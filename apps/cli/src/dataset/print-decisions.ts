import type { DatasetVersion } from "@rookery/contracts";
import { addRules, describeDecision, listDecisions } from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print } from "../output/print.ts";

/** What people are to decide about columns, and the options of an import that do. */
export function printDecisions(version: DatasetVersion): void {
  const decisions = listDecisions(version);
  if (decisions.length === 0) return;
  print();
  for (const { name, decision } of decisions) {
    print(
      `${paint.yellow("!")} ${clean(`${name}: ${describeDecision(decision, version.report.format)}`)}`,
    );
  }
  const { schema, cleaning } = addRules(
    version,
    decisions.map(({ decision }) => decision),
  );
  const options = Object.entries({ schema, cleaning })
    .filter(([, rules]) => Object.keys(rules).length > 0)
    .map(([option, rules]) => `--${option} ${quote(JSON.stringify(rules))}`);
  print(`  To decide so, import the file again with ${clean(options.join(" "))}`);
}

/** As one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
