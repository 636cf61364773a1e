import type { ModelSignature } from "@rookery/contracts";
import table from "../../../components/data/table.module.css";
import { ScrollArea } from "../../../components/data/table.tsx";
import styles from "../models.module.css";

export function SignatureTable({ signature }: { signature: ModelSignature }) {
  const { inputs, target, task, classes } = signature;
  return (
    <ScrollArea label="Inputs and output">
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Kind</th>
            <th scope="col">Values</th>
            <th scope="col">Missing values in training</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map(({ name, kind, categories, missingSeen }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{kind}</td>
              <td className={styles.values}>{categories?.join(", ") ?? describeValues(kind)}</td>
              <td>{missingSeen ? "yes" : "none"}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">→ {target}</th>
            <td>{task === "classification" ? "class" : "number"}</td>
            <td className={styles.values}>{classes.join(", ")}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </ScrollArea>
  );
}

function describeValues(kind: ModelSignature["inputs"][number]["kind"]): string {
  return kind === "date" ? "such as 2024-12-31 or 2024-12-31T08:00:00Z" : "any";
}
