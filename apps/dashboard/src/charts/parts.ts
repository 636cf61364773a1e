import type { Colors } from "./colors.ts";

/** Looks that all charts share. */
export function axisLooks(colors: Colors) {
  return {
    axisLine: { lineStyle: { color: colors["line-strong"] } },
    axisTick: { lineStyle: { color: colors["line-strong"] } },
    axisLabel: { color: colors["ink-soft"], fontSize: 12, hideOverlap: true },
    nameTextStyle: { color: colors["ink-soft"], fontSize: 12 },
    splitLine: { lineStyle: { color: colors.line } },
  };
}

export function tooltipLooks(colors: Colors) {
  return {
    confine: true,
    backgroundColor: colors.raised,
    borderColor: colors.line,
    textStyle: { color: colors.ink, fontSize: 13 },
  };
}

/** Text that goes into a tooltip, which ECharts reads as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
