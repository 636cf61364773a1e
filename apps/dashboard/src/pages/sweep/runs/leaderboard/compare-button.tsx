import type { RunSummary } from "@rookery/contracts";
import { maxCompared } from "@rookery/presentation";
import { Button, ButtonLink } from "../../../../components/controls/button.tsx";

interface CompareButtonProps {
  runs: readonly RunSummary[];
  /** Numbers of runs. */
  picked: ReadonlySet<number>;
  onClear: () => void;
}

export function CompareButton({ runs, picked, onClear }: CompareButtonProps) {
  const ids = runs.flatMap(({ id, number }) => (number && picked.has(number) ? [id] : []));
  if (ids.length === 0) return null;
  return (
    <>
      <Button look="quiet" onClick={onClear}>
        Pick none
      </Button>
      {ids.length === 1 && <Button disabled>Pick another to compare</Button>}
      {ids.length > maxCompared && (
        <Button disabled>
          {ids.length} are picked; {maxCompared} can be compared
        </Button>
      )}
      {ids.length >= 2 && ids.length <= maxCompared && (
        <ButtonLink look="primary" to="/compare" search={{ runs: ids.join(",") }}>
          Compare {ids.length} runs
        </ButtonLink>
      )}
    </>
  );
}

/** Runs picked to be compared, by number, as `3,17` in the address. */
export function readPicks(text = ""): ReadonlySet<number> {
  return new Set(text.split(",").map(Number).filter(Number.isInteger).filter(Boolean));
}

export function writePicks(picks: ReadonlySet<number>): string | undefined {
  return [...picks].join(",") || undefined;
}

export function changePick(
  picks: ReadonlySet<number>,
  number: number,
  isPicked: boolean,
): ReadonlySet<number> {
  const others = [...picks].filter((one) => one !== number);
  return new Set(isPicked ? [...others, number] : others);
}
