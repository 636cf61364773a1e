import {
  holdsValue,
  listConditions,
  type Params,
  SearchSpace,
  type SweepRequest,
} from "@rookery/contracts";
import type pg from "pg";

const space = SearchSpace.parse({
  trainer: { values: ["logistic-regression", "logistic-regression-lbfgs"] },
  learningRate: { scale: "log", min: 0.001, max: 0.1, when: { trainer: "logistic-regression" } },
  steps: { type: "int", min: 20, max: 200, when: { trainer: "logistic-regression" } },
  c: { scale: "log", min: 0.01, max: 100, when: { trainer: "logistic-regression-lbfgs" } },
});

/** A sweep that learns as it goes: what its runs are trained with depends on when others ended. */
export function searchSweep({ runs, seed }: { runs: number; seed: number }): SweepRequest {
  const { trainer: _added, ...asked } = space;
  return {
    dataset: "penguins",
    target: "species",
    name: "search",
    model: "search",
    trainer: ["logistic-regression", "logistic-regression-lbfgs"],
    space: asked,
    sampler: { name: "tpe", startupRuns: 5 },
    runs,
    validation: { kind: "k-fold", folds: 3 },
    seed,
    // As the sweep beside it.
    runAttempts: 8,
  };
}

interface Row {
  number: number;
  params: Params;
  isDrawn: boolean;
  score: number | null;
}

/**
 * What must hold of a search whatever happened to it, beside what holds of any
 * sweep: each run has its own combination of the space, and the sampler's
 * history knows how it came out.
 */
export async function examineSearch(pool: pg.Pool, sweepId: string): Promise<string[]> {
  const { rows } = await pool.query<Row>(
    `select number, params, params_hash is not null as "isDrawn", objective_value as score
       from rookery.runs where sweep_id = $1 order by number`,
    [sweepId],
  );
  const problems: string[] = [];
  const owners = new Map<string, number>();
  for (const { number, params, isDrawn, score } of rows) {
    const shown = JSON.stringify(params);
    if (!isDrawn || !isInSpace(params)) problems.push(`run ${number} has ${shown}`);
    if (score === null) problems.push(`run ${number} is not in the sampler's history`);
    const owner = owners.get(shown);
    if (owner !== undefined) problems.push(`runs ${owner} and ${number} both have ${shown}`);
    owners.set(shown, number);
  }
  return problems;
}

/** Parameters whose condition holds have one of their values; the trainer's defaults may be there too. */
function isInSpace(params: Params): boolean {
  return Object.entries(space).every(([name, paramSpace]) => {
    const isActive = listConditions(paramSpace).every(([parent, values]) =>
      values.includes(params[parent] as never),
    );
    const value = params[name];
    return isActive ? value !== undefined && holdsValue(paramSpace, value) : value === undefined;
  });
}
