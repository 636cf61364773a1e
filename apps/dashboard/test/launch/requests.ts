import fc from "fast-check";
import { type ChoiceName, choices, listOptions } from "../../src/pages/launch/request/choices.ts";
import type { Request } from "../../src/pages/launch/request/request.ts";
import { showField } from "../../src/pages/launch/request/text-fields.ts";

/** Every field of texts there is, whatever is picked. */
export const fieldNames: readonly string[] = [
  ...["dataset", "datasetVersion", "target", "runs", "testFraction", "seed"],
  ...["model", "alias", "name", "experiment"],
  ...listChoiceFields({}, "objective"),
  ...["grid", "random", "quasi-random", "tpe"].flatMap((name) =>
    listChoiceFields({ sampler: { name } }, "sampler"),
  ),
  ...["none", "median", "asha"].flatMap((name) => listChoiceFields({ pruner: { name } }, "pruner")),
  ...["k-fold", "hold-out"].flatMap((kind) =>
    listChoiceFields({ validation: { kind } }, "validation"),
  ),
  ...["always", "better", "never"].flatMap((rule) =>
    listChoiceFields({ promotion: { rule } }, "promotion"),
  ),
].filter((name, index, all) => all.indexOf(name) === index);

const likely = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("tpe", "10", "1e3", "", "true", 5, 0.1, null, true, [], ["island"], { name: 1 }),
  fc.dictionary(
    fc.constantFrom(...fieldNames.map((name) => name.split(".").at(-1) ?? ""), "fold", "trainer"),
    fc.oneof(fc.jsonValue(), fc.constantFrom("k-fold", "tpe", "better", "accuracy", "asha")),
  ),
);

/** Anything that YAML can say in place of a request: known keys with likely and unlikely values, and unknown keys. */
export const anyRequest = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(
        ...fieldNames.filter((name) => !name.includes(".")),
        ...Object.keys(choices),
        ...["trainer", "features", "space", "constraints"],
      ),
      likely,
    ),
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
  )
  .map(([known, unknown]) => {
    const request = { ...unknown, ...known };
    return JSON.parse(JSON.stringify(request)) as typeof request;
  });

/** The fields of one choice as it stands in the request: what is picked, and its options. */
function listChoiceFields(request: Request, choice: ChoiceName): string[] {
  const picker = `${choice}.${choices[choice].by}`;
  const options = listOptions(choice, showField(request, picker));
  return [picker, ...options.map(({ name }) => `${choice}.${name}`)];
}
