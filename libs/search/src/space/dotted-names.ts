import type { ASTNode } from "@marcbachmann/cel-js";
import { listChildren } from "./constraint-ast.ts";

/**
 * Parameters such as `model.lr`, which CEL takes for a field of `model`. Each gets
 * an alias that is one name of the same length, so that places in a constraint stay
 * what they were.
 */
export interface DottedNames {
  /** What stands for the parameter in a constraint. */
  aliasOf(name: string): string;
  /** The parameter that a name in a constraint stands for. */
  nameOf(alias: string): string;
  /** The constraint with its dotted names replaced; `ast` is what it was read as. */
  replace(text: string, ast: ASTNode): string;
  /** The values under the names that constraints have for them. */
  rename<Value>(params: Record<string, Value>): Record<string, Value>;
}

const isDotted = (name: string) => /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(name);

export function createDottedNames(names: readonly string[]): DottedNames {
  const aliases = new Map<string, string>();
  const taken = new Set(names);
  for (const name of names.filter(isDotted)) {
    const alias = findAlias(name, taken);
    if (alias === undefined) continue;
    taken.add(alias);
    aliases.set(name, alias);
  }
  const known = new Map([...aliases].map(([name, alias]) => [alias, name]));
  const aliasOf = (name: string) => aliases.get(name) ?? name;

  function replace(text: string, ast: ASTNode): string {
    let replaced = text;
    visit(ast, (node) => {
      const alias = aliases.get(readDotted(node) ?? "");
      if (alias === undefined) return true;
      const { start, end } = node;
      replaced = replaced.slice(0, start) + alias.padEnd(end - start) + replaced.slice(end);
      return false;
    });
    return replaced;
  }

  return {
    aliasOf,
    nameOf: (alias) => known.get(alias) ?? alias,
    replace,
    rename: (params) =>
      aliases.size === 0
        ? params
        : Object.fromEntries(Object.entries(params).map(([name, value]) => [aliasOf(name), value])),
  };
}

const firstLetters = [..."_abcdefghijklmnopqrstuvwxyz"];

/** Undefined for the last of 28 names that differ in nothing but dots and the first letter. */
function findAlias(name: string, taken: ReadonlySet<string>): string | undefined {
  const plain = name.replaceAll(".", "_");
  return [plain, ...firstLetters.map((letter) => letter + plain.slice(1))].find(
    (alias) => !taken.has(alias),
  );
}

/** `a.b.c` for a chain of names; undefined for anything else. */
function readDotted({ op, args }: ASTNode): string | undefined {
  if (op === "id") return String(args);
  if (op !== ".") return undefined;
  const [parent, field] = args as [ASTNode, string];
  const name = readDotted(parent);
  return name === undefined ? undefined : `${name}.${field}`;
}

function visit(node: ASTNode, enter: (node: ASTNode) => boolean): void {
  if (!enter(node)) return;
  for (const child of listChildren(node)) visit(child, enter);
}
