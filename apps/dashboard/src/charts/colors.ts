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

/**
 * The colour at a share, from 0 to 1, of the way along some colours as
 * browsers compute them (`rgb(11, 92, 171)`).
 */
export function rampColor(stops: readonly string[], share: number): string {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const from = Math.min(Math.floor(place), Math.max(stops.length - 2, 0));
  const [low, high] = [readChannels(stops[from]), readChannels(stops[from + 1] ?? stops[from])];
  const mixed = low.map((channel, index) =>
    Math.round(channel + (place - from) * ((high[index] ?? channel) - channel)),
  );
  return `rgb(${mixed.join(", ")})`;
}

function readChannels(color = ""): number[] {
  return (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** From little to much. */
export function rampStops(colors: Colors): string[] {
  return [colors["line-strong"], colors.accent, colors.beak];
}
