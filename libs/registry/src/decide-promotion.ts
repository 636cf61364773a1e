import { type Direction, measureGain, type PromotionRule } from "@rookery/contracts";

/** The version an alias points to, measured on the same rows as the candidate. */
export type Incumbent =
  | {
      version: number;
      value: number;
      /** It was trained on other data or another split, so perhaps on some of these rows. */
      mayKnowRows?: boolean;
    }
  /** It cannot be measured on these rows: other inputs, another target. */
  | { version: number; incomparable: string }
  /** Its file is missing or damaged: it will never be measured, or served, again. */
  | { version: number; broken: string };

export interface PromotionQuestion {
  rule: PromotionRule;
  alias: string;
  metric: string;
  direction: Direction;
  /** The candidate's value of the metric. */
  value: number;
  /** What was measured, for the reason: `test rows` or `validation folds`. */
  measuredOn: string;
  /** `null`: the alias is free. */
  incumbent: Incumbent | null;
}

export interface PromotionDecision {
  promote: boolean;
  /** One sentence for people. */
  reason: string;
}

/**
 * Whether a new version takes an alias. Under `better` an alias that is free, or
 * whose version is broken, is always taken; otherwise the candidate must beat
 * the incumbent by more than the margin. An incumbent that cannot be compared keeps it; one that measures NaN
 * loses it to any candidate that does not.
 */
export function decidePromotion(question: PromotionQuestion): PromotionDecision {
  const { rule, alias, metric, direction, value, incumbent, measuredOn } = question;
  if (rule.rule === "never") {
    return { promote: false, reason: "The promotion rule is `never`." };
  }
  if (rule.rule === "always") {
    return { promote: true, reason: "The promotion rule is `always`." };
  }
  if (incumbent === null) {
    return { promote: true, reason: `No version was ${alias} yet.` };
  }
  const holder = `${alias} (version ${incumbent.version})`;
  if ("incomparable" in incumbent) {
    return {
      promote: false,
      reason: `The ${holder} cannot be compared: ${incumbent.incomparable}`,
    };
  }
  if ("broken" in incumbent) {
    return { promote: true, reason: `The ${holder} is unusable: ${incumbent.broken}` };
  }
  const isBetter = measureGain(direction, value, incumbent.value) > rule.margin;
  const figures = `${metric} ${format(value)} against ${format(incumbent.value)} of the ${holder} on the ${measuredOn}`;
  const need = rule.margin > 0 ? `, margin ${rule.margin}` : "";
  const doubt = incumbent.mayKnowRows
    ? ` Version ${incumbent.version} comes from other data or another split and may have been trained on some of these rows.`
    : "";
  return {
    promote: isBetter,
    reason: `${isBetter ? "Better" : "Not better"}: ${figures}${need}.${doubt}`,
  };
}

function format(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
