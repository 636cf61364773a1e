import type { Params, Validation } from "@rookery/contracts";
import { isCommandTrainer, type KnownTrainer } from "../programs/command-trainer.ts";
import type { FitMemory } from "../trainers/trainer.ts";

/** What a run is made of, as far as memory goes. */
export interface RunShape {
  /** Rows of the table. */
  rows: number;
  /** Columns of the table that are loaded, the target among them. */
  tableColumns: number;
  /** Numbers that a row becomes once its features are encoded. */
  columns: number;
  /** How many of them come from numbers and dates; the others are 0 or 1. */
  numberColumns: number;
  /** 0 for regression. */
  classCount: number;
  testFraction: number;
  validation: Validation;
}

export interface RunMemory {
  /** The table, which all runs of a process share. */
  tableBytes: number;
  /** What each run takes beside it at its peak. */
  runBytes: number;
  /** How long the model file is; `maxModelCharacters` at most. */
  modelCharacters: number;
}

const bytesPerNumber = 8;
/** Code, and garbage that is not worth collecting yet. */
const floorBytes = 54 * 2 ** 20;
/** Row numbers, labels and splits. */
const splitBytesPerRow = 40;
/** Measures sort the rows by their probabilities. */
const scoreBytesPerRow = 120;
/** A number of the model: as a value, checked, and compiled. */
const bytesPerStateNumber = 40;
/** The file's text, and the parts it is put together from. */
const bytesPerCharacter = 2;
const nothing: FitMemory = { workingBytes: 0, stateNumbers: 0, stateCharacters: 0 };

/**
 * How much memory a run needs: not less than was measured for each of our
 * trainers (docs/benchmarks.md), and seldom twice as much. A trainer that does
 * not say what it needs counts as one that needs nothing but its features; of a
 * program's own memory nothing is known.
 */
export function estimateMemory(trainer: KnownTrainer, params: Params, shape: RunShape): RunMemory {
  const { rows, columns, numberColumns, classCount, testFraction, validation } = shape;
  const tableBytes = rows * shape.tableColumns * bytesPerNumber;
  if (isCommandTrainer(trainer)) return { tableBytes, runBytes: floorBytes, modelCharacters: 0 };

  const training = Math.ceil(rows * (1 - testFraction));
  const scored =
    validation.kind === "hold-out" ? Math.ceil(training * validation.fraction) : training;
  const { workingBytes, stateNumbers, stateCharacters } =
    trainer.memory?.({ rows: training, columns, numberColumns, classCount }, params) ?? nothing;
  // The model that is kept is fitted on all training rows while what was scored may still be there.
  const matrixBytes = (training + scored) * columns * bytesPerNumber;
  const scoreBytes = scored * (classCount * bytesPerNumber + scoreBytesPerRow);
  const stateBytes = stateNumbers * bytesPerStateNumber + stateCharacters * bytesPerCharacter;
  return {
    tableBytes,
    runBytes:
      floorBytes + rows * splitBytesPerRow + matrixBytes + scoreBytes + workingBytes + stateBytes,
    modelCharacters: stateCharacters,
  };
}
