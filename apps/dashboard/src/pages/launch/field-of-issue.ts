/** The form's field for a path in the request: `space.steps.min` is about `params.steps`. */
export function fieldOfIssue(path: string): string {
  const [first = "", second] = path.replace(/^body\./, "").split(".");
  if (first === "space") return second ? `params.${second}` : "params";
  if (first === "trainer") return "trainers";
  if (first === "objective") return "metric";
  return first;
}
