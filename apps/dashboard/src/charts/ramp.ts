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
