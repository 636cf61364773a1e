import { Environment } from "@marcbachmann/cel-js";
import {
  AppError,
  type ErrorIssue,
  matchSpace,
  type ParamSpace,
  type Params,
  type ParamValue,
  type SearchSpace,
} from "@rookery/contracts";
import { countTerms, listNames, requireAffordable } from "./constraint-ast.ts";
import { createDottedNames, type DottedNames } from "./dotted-names.ts";

/** Far more than anybody writes by hand, far less than keeps a server busy. */
const limits = { maxAstNodes: 1_000, maxDepth: 50 };

interface Constraint {
  holds: (params: Params) => boolean;
  terms: number;
}

export interface Constraints {
  /** Whether all of them hold. */
  meets(params: Params): boolean;
  /** Names, values and operators in all of them: what a check costs at most. */
  terms: number;
}

/**
 * One check that all constraints hold: expressions of the Common Expression
 * Language (https://cel.dev) over the parameters' names. A constraint that
 * names an absent parameter holds; one that cannot be computed, such as text
 * below a number, does not. Throws `sweep-invalid` with the place of what
 * cannot be read, names no parameter, or is no condition.
 */
export function compileConstraints(
  space: SearchSpace,
  constraints: readonly string[],
): Constraints {
  if (constraints.length === 0) return { meets: () => true, terms: 0 };
  const names = createDottedNames(Object.keys(space));
  const environment = createEnvironment(space, names);
  const issues: ErrorIssue[] = [];
  const compiled: Constraint[] = [];
  for (const [index, text] of constraints.entries()) {
    try {
      compiled.push(compileConstraint({ environment, names, space }, text));
    } catch (error) {
      issues.push({ field: `constraints[${index}]`, message: describe(error), value: text });
    }
  }
  if (issues.length > 0) {
    const known = Object.keys(space).join(", ");
    throw new AppError("sweep-invalid", "A constraint cannot be understood.", {
      issues,
      hint: `Write conditions such as \`a < 2 * b\` or \`kind == "x" || a > 1\`. Parameters: ${known}.`,
    });
  }
  return {
    meets: (params) => compiled.every(({ holds }) => holds(params)),
    terms: compiled.reduce((sum, { terms }) => sum + terms, 0),
  };
}

interface Language {
  environment: Environment;
  names: DottedNames;
  space: SearchSpace;
}

function compileConstraint({ environment, names, space }: Language, text: string): Constraint {
  const evaluate = environment.parse(names.replace(text, environment.parse(text).ast));
  requireAffordable(evaluate.ast);
  const { valid, type, error } = evaluate.check();
  if (!valid) throw error;
  if (type !== "bool" && type !== "dyn") throw new TypeError(`It gives ${type}, not true or false`);
  const named = listNames(evaluate.ast)
    .map(names.nameOf)
    .filter((name) => Object.hasOwn(space, name));
  const holds = (params: Params) => {
    if (!named.every((name) => Object.hasOwn(params, name))) return true;
    try {
      return evaluate(names.rename(params)) === true;
    } catch {
      return false;
    }
  };
  return { holds, terms: countTerms(evaluate.ast) };
}

function createEnvironment(space: SearchSpace, names: DottedNames): Environment {
  const environment = new Environment({ limits, homogeneousAggregateLiterals: false });
  allowWholeNumbers(environment);
  for (const [name, paramSpace] of Object.entries(space)) {
    try {
      environment.registerVariable(names.aliasOf(name), typeOf(paramSpace));
    } catch {
      // Words of the language, such as `int`, stay what they are there.
    }
  }
  return environment;
}

/** CEL does not calculate with 2 and 0.5 together; for people both are numbers. */
function allowWholeNumbers(environment: Environment): void {
  const operators: Record<string, (left: number, right: number) => number> = {
    "+": (left, right) => left + right,
    "-": (left, right) => left - right,
    "*": (left, right) => left * right,
    "/": (left, right) => left / right,
    "%": (left, right) => left % right,
  };
  for (const [operator, apply] of Object.entries(operators)) {
    const calculate = (left: number | bigint, right: number | bigint) =>
      apply(Number(left), Number(right));
    environment.registerOperator(`double ${operator} int: double`, calculate);
    environment.registerOperator(`int ${operator} double: double`, calculate);
  }
  environment.registerOperator("double % double: double", operators["%"]);
  environment.registerOperator(
    "double == int",
    (left: number, right: bigint) => left === Number(right),
  );
  environment.registerOperator("double in list<int>", (value: number, list: bigint[]) =>
    list.some((item) => value === Number(item)),
  );
}

function typeOf(space: ParamSpace): string {
  const types = new Set(listExamples(space).map((value) => typeof value));
  if (types.size > 1) return "dyn";
  if (types.has("number")) return "double";
  return types.has("boolean") ? "bool" : "string";
}

function listExamples(space: ParamSpace): readonly ParamValue[] {
  return matchSpace<readonly ParamValue[]>(space, {
    value: (value) => [value],
    fixed: ({ value }) => [value],
    choices: ({ values }) => values,
    booleans: () => [true],
    range: ({ min }) => [min],
  });
}

/** The library's own message spans lines, to draw an arrow. */
function describe(error: unknown): string {
  const { summary, range, message } = error as {
    summary?: string;
    range?: { start: number };
    message: string;
  };
  return range ? `${summary} (at character ${range.start + 1})` : message;
}
