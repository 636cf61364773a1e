import { useEffect, useState } from "react";

const names = [
  "page",
  "surface",
  "raised",
  "sunken",
  "line",
  "line-strong",
  "ink",
  "ink-soft",
  "accent",
  "accent-soft",
  "beak",
  "good",
  "bad",
  "warn",
  "series-1",
  "series-2",
  "series-3",
  "series-4",
  "series-5",
  "series-6",
  "series-7",
  "series-8",
] as const;

export type Colors = Record<(typeof names)[number], string>;

/** The tokens as colours that a canvas understands, anew when light and dark change. */
export function useColors(): Colors {
  const [colors, setColors] = useState(readColors);
  useEffect(() => {
    const update = () => setColors(readColors());
    const media = matchMedia("(prefers-color-scheme: dark)");
    media.addEventListener("change", update);
    const choice = new MutationObserver(update);
    choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      media.removeEventListener("change", update);
      choice.disconnect();
    };
  }, []);
  return colors;
}

function readColors(): Colors {
  const probe = document.createElement("span");
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colors = Object.fromEntries(
    names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, style.color];
    }),
  );
  probe.remove();
  return colors as Colors;
}

/** Eight colours that are told apart in both themes; they repeat. */
export function seriesColor(colors: Colors, index: number): string {
  return colors[`series-${(index % 8) + 1}` as keyof Colors];
}
