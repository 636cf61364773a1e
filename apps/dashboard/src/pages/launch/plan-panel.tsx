import { AppError, type SweepPlan } from "@rookery/contracts";
import { describeEstimate, describeWarning, formatCount, formatParam } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import type { PlanAnswer } from "../../server/sweep-queries.ts";
import styles from "./launch.module.css";
import type { Request } from "./request/request.ts";

interface PlanPanelProps {
  answer: PlanAnswer | undefined;
  isReady: boolean;
  isOld: boolean;
  /** Nothing can be asked: the YAML beside is no request. */
  isBroken: boolean;
  /** The button that launches. */
  children: ReactNode;
}

/** The answer of the dry run: how many runs, how long, what is wrong. */
export function PlanPanel({ answer, isReady, isOld, isBroken, children }: PlanPanelProps) {
  return (
    <Panel title="Dry run" note="Asked of the server as you type; nothing is written.">
      <div className={styles.plan} aria-live="polite" aria-busy={isOld}>
        {isBroken && (
          <p className={styles.bad}>The YAML cannot be read. Mend it, or take it back.</p>
        )}
        {!isBroken && !isReady && (
          <p className={styles.soft}>Choose a dataset and a target first.</p>
        )}
        {!isBroken && isReady && (
          <div className={isOld ? styles.old : undefined}>
            {answer?.refusal && <Refusal error={answer.refusal} />}
            {answer?.plan && <Count plan={answer.plan} />}
          </div>
        )}
        {children}
      </div>
    </Panel>
  );
}

function Count({ plan }: { plan: SweepPlan }) {
  const { runCount, combinationCount, alreadyRun, estimate, firstCombinations } = plan;
  return (
    <div className={styles.plan}>
      <p>
        <span className={styles.count}>{formatCount(runCount)}</span>{" "}
        {runCount === 1 ? "run" : "runs"}
        <span className={styles.soft}>
          {combinationCount === null
            ? " of a continuous space"
            : combinationCount !== runCount && ` of ${formatCount(combinationCount)} combinations`}
        </span>
      </p>
      {runCount === 1 && (
        <p className={styles.soft}>Give a parameter a list or a range to search over it.</p>
      )}
      {alreadyRun > 0 && (
        <p className={styles.soft}>{formatCount(alreadyRun)} of them have succeeded before.</p>
      )}
      {estimate && <p className={styles.soft}>Takes {describeEstimate(estimate)}.</p>}
      <Warnings warnings={plan.warnings} />
      {firstCombinations.length > 0 && (
        <details>
          <summary>The first combinations</summary>
          <ol className={styles.combinations}>
            {firstCombinations.slice(0, 8).map((params) => (
              <li key={JSON.stringify(params)}>
                {Object.entries(params)
                  .map(([name, value]) => `${name} ${formatParam(value)}`)
                  .join(", ") || "all defaults"}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Warnings({ warnings }: { warnings: SweepPlan["warnings"] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {warnings.map((warning) => (
        <li key={`${warning.column} ${warning.kind}`}>
          <strong>{warning.column}</strong>: {describeWarning(warning)}
          {warning.leftOut && " It is left out, unless you tick it among the features."}
        </li>
      ))}
    </ul>
  );
}

function Refusal({ error }: { error: Error }) {
  const { issues, hint } = error instanceof AppError ? error : { issues: [], hint: undefined };
  return (
    <div className={styles.issues}>
      <p className={styles.bad}>{error.message}</p>
      {issues.map(({ field, message }) => (
        <p key={`${field} ${message}`} className={styles.bad}>
          <code>{field}</code> {message}
        </p>
      ))}
      {hint && <p className={styles.soft}>{hint}</p>}
    </div>
  );
}

/** How long the form rests before the server is asked. */
const restMs = 350;

/** What launching the request would do, asked again whenever the form has come to rest. */
export function usePlan(request: Request) {
  const text = JSON.stringify(request);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isReady = isGiven(request.dataset) && isGiven(request.target);
  const isRested = asked === text;
  const query = useQuery({ ...queries.sweeps.plan(asked), enabled: isReady && isRested });
  const isOld = !isRested || query.isPlaceholderData || query.isPending;
  return { answer: query.data, isReady, isOld };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== "";
}
