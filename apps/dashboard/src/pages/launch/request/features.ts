import { isSame, type Request, setKey } from "./request.ts";
import { readNames } from "./tasks.ts";

/** The features the sweep will use, as far as they are names: the request's own, or those the server would choose. */
export function listTicked({ features }: Request, suggested: readonly string[] = []): string[] {
  return features === undefined ? [...suggested] : readNames(features);
}

interface Choosing {
  request: Request;
  chosen: ReadonlySet<string>;
  /** In the table's order, which the list follows. */
  columns: readonly string[];
  /** What the server would choose: then the request does not list it. */
  suggested: readonly string[];
}

/** The request with these features. Names that the table does not have come last. */
export function chooseFeatures({ request, chosen, columns, suggested }: Choosing): Request {
  const list = [...new Set([...columns, ...chosen])].filter((name) => chosen.has(name));
  const isSuggested = isSame(list.toSorted(), suggested.toSorted());
  return setKey(request, "features", isSuggested ? undefined : list);
}
