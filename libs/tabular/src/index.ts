export { isDate, toIsoDate } from "./cells/date-text.ts";
export { findMissingTokens } from "./cells/find-missing-tokens.ts";
export {
  commaReadings,
  dateReadings,
  numberReadings,
  pointReadings,
  readCell,
  readings,
} from "./cells/read-cell.ts";
export { readValue, type WrittenAs } from "./cells/read-value.ts";
