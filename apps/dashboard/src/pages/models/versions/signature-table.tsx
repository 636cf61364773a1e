import type { ModelSignature } from "@rookery/contracts";
import { describeCategories, describeMissing } from "@rookery/presentation";
import { Table } from "../../../components/data/table.tsx";
import styles from "../models.module.css";

export function SignatureTable({ signature }: { signature: ModelSignature }) {
  const { inputs, target, task, classes } = signature;
  return (
    <Table label="Inputs and output" headings={["Field", "Kind", "Values", "Missing values"]}>
      {inputs.map((input) => (
        <tr key={input.name}>
          <th scope="row">{input.name}</th>
          <td>{input.kind}</td>
          <td className={styles.values}>
            {input.categories ? describeCategories(input) : describeValues(input.kind)}
          </td>
          <td>{describeMissing(input)}</td>
        </tr>
      ))}
      <tr>
        <th scope="row">→ {target}</th>
        <td>{task === "classification" ? "class" : "number"}</td>
        <td className={styles.values}>{classes.join(", ")}</td>
        <td />
      </tr>
    </Table>
  );
}

function describeValues(kind: ModelSignature["inputs"][number]["kind"]): string {
  return kind === "date" ? "such as 2024-12-31 or 2024-12-31T08:00:00Z" : "any";
}
