import type { ColumnKind, DateFormat, NumberFormat } from "@rookery/contracts";
import { commaReadings, dateReadings, numberReadings, readings, shown } from "@rookery/tabular";

export interface KindVerdict {
  kind: ColumnKind;
  /** How numbers and dates are written; null for other kinds. */
  format: NumberFormat | DateFormat | null;
  /** The evidence. */
  why: string;
}

export interface Evidence {
  values: number;
  /** Values that are numbers in some format. */
  numbers: number;
  /** The readings that fit every value. */
  possible: number;
  isText: boolean;
  /** The first value that is no number. */
  firstOther: { value: string; line: number } | undefined;
  /** The decimal mark that other columns of the file prove. */
  fileMark: "point" | "comma" | undefined;
}

const numbersAre: Record<NumberFormat, string> = {
  "1234.5": "decimal numbers",
  "1234,5": "numbers with a decimal comma",
  "1,234.5": "numbers with commas between the thousands",
  "1.234,5": "numbers with points between the thousands",
};

/** The one kind that all values fit; category when there is none, or when it is not certain. */
export function inferKind(evidence: Evidence): KindVerdict {
  const { values, possible } = evidence;
  if (values === 0) return category("No row has a value");
  return (
    inferNumber(evidence) ??
    inferDate(evidence) ??
    ((possible & readings.flag) !== 0
      ? { kind: "boolean", format: null, why: `All ${values} values are true or false` }
      : category(whyCategory(evidence)))
  );
}

/** The verdict on a column that is no number, date or flag. */
export function category(why: string): KindVerdict {
  return { kind: "category", format: null, why };
}

function inferNumber({ values, possible, fileMark }: Evidence): KindVerdict | undefined {
  const fits = (format: NumberFormat) => (possible & readings[format]) !== 0;
  const number = (format: NumberFormat, because = ""): KindVerdict => ({
    kind: "number",
    format,
    why: `All ${values} values are ${numbersAre[format]}${because}`,
  });
  const asOthers = ", the decimal mark of other columns";
  if ((possible & numberReadings) === 0) return undefined;
  if ((possible & numberReadings) === numberReadings) return number("1234.5");
  if (fits("1234.5")) {
    const grouped = fits("1.234,5") && fileMark === "comma";
    return grouped ? number("1.234,5", ", which other columns show") : number("1234.5");
  }
  if (fits("1,234.5") && (possible & commaReadings) !== 0) {
    if (fileMark === "comma") return number("1234,5", asOthers);
    if (fileMark === "point") return number("1,234.5", asOthers);
    return category(
      `All ${values} values may have decimal commas or commas between the thousands; state the format to have numbers`,
    );
  }
  return number(fits("1234,5") ? "1234,5" : fits("1,234.5") ? "1,234.5" : "1.234,5");
}

function inferDate({ values, possible }: Evidence): KindVerdict | undefined {
  const found = possible & dateReadings;
  if (found === 0) return undefined;
  if (found === (readings["d/m/y"] | readings["m/d/y"])) {
    return category(
      `All ${values} values may be dates of the form d/m/y or m/d/y; state the format to have dates`,
    );
  }
  const formats: DateFormat[] = ["iso", "d.m.y", "d/m/y", "m/d/y"];
  const format = formats.find((each) => found === readings[each]) as DateFormat;
  const are = format === "iso" ? "ISO 8601 dates" : `dates of the form ${format}`;
  return { kind: "date", format, why: `All ${values} values are ${are}` };
}

function whyCategory({ values, numbers, isText, firstOther }: Evidence): string {
  if (isText) return "The file has text here, and not all of it is dates";
  if (!firstOther) return `All ${values} values are numbers, but no one format fits them all`;
  const { value, line } = firstOther;
  if (wholeNumber.test(value)) return whyNoNumber(firstOther);
  return `${values - numbers} of ${values} values are not numbers, first ${shown(value)} on line ${line}`;
}

export const wholeNumber = /^[+-]?\d+$/;

/** Why digits alone are no number. */
export function whyNoNumber({ value, line }: { value: string; line: number }): string {
  const because =
    value.startsWith("0") && value.length < 16
      ? "has leading zeros, which a number would lose; state the kind number to have numbers"
      : "has more digits than a number holds exactly";
  return `${shown(value)} on line ${line} ${because}`;
}
