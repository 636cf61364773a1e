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
