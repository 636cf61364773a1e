import type { Prediction, TakenCategories } from "@rookery/contracts";
import { describeTaken } from "@rookery/presentation";
import { Shares } from "../../../components/data/shares.tsx";
import styles from "../models.module.css";

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });

interface PredictionResultProps {
  prediction: Prediction;
  target: string;
  version: number;
  /** Categories that training had not. */
  unknown: readonly TakenCategories[];
  /** What the table says, when the row is one of it. */
  actual: string | undefined;
}

export function PredictionResult({
  prediction,
  target,
  version,
  unknown,
  actual,
}: PredictionResultProps) {
  const isClass = "label" in prediction;
  return (
    <>
      <p>
        <span className={styles.soft}>{target}</span>
        <br />
        <strong className={styles.predicted}>
          {isClass ? prediction.label : number.format(prediction.prediction)}
        </strong>
      </p>
      {isClass && <Shares shares={sortShares(prediction.probabilities)} />}
      {unknown.map((taken) => (
        <p key={taken.field}>{describeTaken(taken)}</p>
      ))}
      <p className={styles.soft}>
        Answered by version {version}
        {actual ? `. In the table it is ${actual}.` : "."}
      </p>
    </>
  );
}

function sortShares(probabilities: Record<string, number>) {
  return Object.entries(probabilities)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, share]) => ({ name, share, text: `${(100 * share).toFixed(1)}%` }));
}
