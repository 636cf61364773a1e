import type { ASTNode } from "@marcbachmann/cel-js";

/** Those that take time in proportion to what is written, whatever it is. */
const affordable: readonly string[] = [
  ...["size", "int", "double", "string", "bool"],
  ...["startsWith", "endsWith", "contains"],
];

/** Names, values, operators and calls. */
export const countTerms = (ast: ASTNode): number => listNodes(ast).length;

/** Everything that an expression names: parameters, and what it takes for one. */
export function listNames(ast: ASTNode): string[] {
  return listNodes(ast)
    .filter(({ op }) => op === "id")
    .map(({ args }) => String(args));
}

/**
 * Throws for calls that a short expression can keep a process busy with for
 * ever: nested loops over lists, and regular expressions.
 */
export function requireAffordable(ast: ASTNode): void {
  for (const { op, args, start } of listNodes(ast)) {
    if (op !== "call" && op !== "rcall") continue;
    const [name] = args as [string, ...unknown[]];
    if (affordable.includes(name)) continue;
    throw new TypeError(
      `${name}() is not available here (at character ${start + 1}). Functions: ${affordable.join(", ")}`,
    );
  }
}

/** The expressions that an expression is made of. */
export const listChildren = ({ args }: ASTNode): ASTNode[] => findNodes(args);

const listNodes = (node: ASTNode): ASTNode[] => [node, ...listChildren(node).flatMap(listNodes)];

function findNodes(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(findNodes);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}
