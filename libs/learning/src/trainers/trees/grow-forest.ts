import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { FitInput } from "../trainer.ts";
import type { Criterion } from "./criterion.ts";
import { growTree } from "./grow-tree.ts";
import { rankColumns } from "./rank-columns.ts";
import type { Tree, Trees } from "./tree.ts";
import { type LimitParameters, readLimits } from "./tree-parameters.ts";

export interface ForestParameters extends LimitParameters {
  trees: number;
  bootstrap: boolean;
}

/**
 * Random forest: L. Breiman, Random Forests, Machine Learning 45 (2001), 5-32.
 * Every tree draws its rows with replacement (`bootstrap`) and its columns at
 * each split, from a stream of random numbers of its own, so the first n trees
 * are the same however many follow. A step is a tree.
 */
export function growForest(input: FitInput<ForestParameters, Trees>, criterion: Criterion): Trees {
  const { features, rows, columns, params, seed, report, shouldStop } = input;
  const ranked = rankColumns(features, rows, columns);
  const limits = readLimits(params, columns);
  const stream = xoroshiro128plus(seed | 0);
  const trees: Tree[] = [];
  for (let step = 1; step <= params.trees && !shouldStop?.(); step++) {
    stream.jump();
    const random = stream.clone();
    const counts = params.bootstrap ? drawRows(rows, random) : new Uint32Array(rows).fill(1);
    trees.push(growTree({ columns: ranked, criterion, counts, limits, random, shouldStop }));
    report?.(step, {}, () => ({ columnCount: columns, trees: trees.slice() }));
  }
  return { columnCount: columns, trees };
}

/** How often each row comes up in as many draws as there are rows. */
function drawRows(rows: number, random: RandomGenerator): Uint32Array {
  const counts = new Uint32Array(rows);
  for (let draw = 0; draw < rows; draw++) counts[uniformInt(random, 0, rows - 1)]++;
  return counts;
}
