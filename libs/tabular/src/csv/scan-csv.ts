/*
 * Records out of text that comes in pieces. RFC 4180 says what a CSV is; what people have is more,
 * and no library reads it all, says which cells were quoted, and goes on behind a record that is
 * wrong. So beyond the RFC:
 *
 *   - a quote inside a bare cell is a character like others:           12" pipe
 *   - white space around the quotes of a cell is none of its value:    1, "Ann, B"
 *   - a quote inside a quoted cell closes it only before a delimiter,
 *     where the line has such a quote further on:                      "12" pipe",2
 *
 * Everything else that is wrong makes a record with a fault, and reading goes on with the next line.
 */

export interface CsvRecord {
  /** Where the record starts in the file, from 1. */
  line: number;
  cells: string[];
  /** Which cells were in quotes; absent where none was. */
  quoted?: boolean[];
  /** What is wrong with it, for a sentence behind the line's number; the cells mean nothing then. */
  fault?: CsvFault;
}

export interface CsvFault {
  message: string;
  hint: string;
}

export interface ScanOptions {
  /** One or more characters; a space stands for any run of spaces and tabs. */
  delimiter: string;
  /** Lines that begin with it are none of the table. */
  comment?: string | undefined;
  /** Lines at the beginning of the text that are none of the table. Default 0. */
  skip?: number | undefined;
}

export interface CsvScanner {
  /** Lines whose cells had white space around their quotes. */
  readonly spacedQuotes: LineTally;
  /** Lines with a quote inside a quoted cell that was not doubled. */
  readonly looseQuotes: LineTally;
  /** The records that this piece ends. */
  write(piece: string): CsvRecord[];
  /** The record that the end of the text ends. */
  end(): CsvRecord[];
}

/** How many lines have something, and the first of them; 0 while none has. */
export interface LineTally {
  count: number;
  first: number;
}

/** A record beyond this is most often a quote that never closes, and would be held in memory. */
const maxRecordLength = 16 * 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const space = 0x20;
const tab = 0x09;

const wide: CsvFault = {
  message: `is longer than ${maxRecordLength} characters`,
  hint: "Look for a quoted cell that is never closed, or leave the long column out.",
};
const unclosed: CsvFault = {
  message: "has a quoted cell that never closes",
  hint: 'Close it with a ", and write a " inside a quoted cell as "".',
};

const misplacedIn = (cell: number): CsvFault => ({
  message: `has a quote where none may be, in cell ${cell}`,
  hint: 'Put the whole cell in quotes and write a " inside it as "".',
});
/** What a quoted cell may turn out to be: not yet whole, or closed in the middle of its text. */
const more = Symbol("more");
const misplaced = Symbol("misplaced");

export function createCsvScanner({ delimiter, comment, skip = 0 }: ScanOptions): CsvScanner {
  const bySpaces = delimiter === " ";
  const delimiterStart = delimiter.charCodeAt(0);
  const spacedQuotes: LineTally = { count: 0, first: 0 };
  const looseQuotes: LineTally = { count: 0, first: 0 };
  /** From the beginning of a record that is not yet whole. */
  let text = "";
  let at = 0;
  let line = 1;
  let isEnd = false;
  /** The last line ended with CR: LF would be of the same end. */
  let isReturned = false;
  /** Lines, or their rests, that are still to be dropped. */
  let drops = skip;
  /** The quoted cell that the text so far does not close: where it starts, and where to look on. */
  let open: { start: number; from: number; isLoose: boolean } | undefined;
  /** What is to be told of the record that is being read. */
  let isSpaced = false;
  let isLoose = false;

  function scan(): CsvRecord[] {
    const records: CsvRecord[] = [];
    at = 0;
    for (;;) {
      if (isReturned && at < text.length) {
        if (text.charCodeAt(at) === lineFeed) at++;
        isReturned = false;
      }
      if (at === text.length) break;
      if (drops > 0) {
        if (skipLine(at)) drops--;
        continue;
      }
      const start = at;
      const found = skipComment() ?? readRecord(start);
      if (found === "more") {
        at = start;
        if (!isEnd && text.length - start <= maxRecordLength) break;
        // The line alone is wrong, not all that its open quote has swallowed.
        records.push({ line, cells: [], fault: isEnd ? unclosed : wide });
        open = undefined;
        if (!skipLine(start)) drops = 1;
      } else if (found !== "none") records.push(found);
    }
    text = text.slice(at);
    return records;
  }

  function skipComment(): "none" | "more" | undefined {
    if (comment === undefined || open) return undefined;
    const isCut = !isEnd && text.length - at < comment.length;
    if (isCut && comment.startsWith(text.slice(at))) return "more";
    if (!text.startsWith(comment, at)) return undefined;
    return skipLine(at) || isEnd ? "none" : "more";
  }

  /** The record that starts here. `none`: the line is blank. */
  function readRecord(start: number): CsvRecord | "none" | "more" {
    const record: CsvRecord = { line, cells: [] };
    let breaks = 0;
    isSpaced = false;
    isLoose = false;
    at = bySpaces ? skipBlanks(start) : start;
    for (;;) {
      const cellStart = at;
      const opening = skipBlanks(at);
      const isQuote = text.charCodeAt(opening) === quote;
      const quotedCell = isQuote ? readQuoted(start, opening + 1) : undefined;
      if (quotedCell === more) return "more";
      if (quotedCell === misplaced && opening === cellStart) {
        if (!skipLine(cellStart) && !isEnd) return "more";
        open = undefined;
        return { ...record, fault: misplacedIn(record.cells.length + 1) };
      }
      if (typeof quotedCell === "string") {
        record.quoted ??= record.cells.map(() => false);
        record.cells.push(quotedCell);
        record.quoted.push(true);
        breaks += countBreaks(quotedCell);
        isSpaced ||= opening > cellStart && !bySpaces;
      } else {
        at = cellStart;
        while (at < text.length && !isBoundary(at)) at++;
        record.cells.push(text.slice(cellStart, at));
        record.quoted?.push(false);
      }
      const delimiterLength = lengthOfDelimiter(at);
      if (at + delimiterLength >= text.length && !isEnd) return "more";
      at += delimiterLength;
      if (delimiterLength > 0 && !(bySpaces && isLineEnd(at))) continue;
      open = undefined;
      const isBlank = record.cells.length === 1 && record.cells[0] === "" && !record.quoted;
      if (isSpaced) count(spacedQuotes);
      if (isLoose) count(looseQuotes);
      line += breaks;
      endLine();
      return isBlank ? "none" : record;
    }
  }

  /** The value of the quoted cell that begins at `start`; `at` is behind it and its white space. */
  function readQuoted(record: number, start: number): string | typeof more | typeof misplaced {
    const waitFrom = (from: number): typeof more => {
      open = { start: start - record, from: from - record, isLoose: hasLoose };
      return more;
    };
    const known = open?.start === start - record ? open : undefined;
    let hasLoose = known?.isLoose ?? false;
    let end = known ? record + known.from : start;
    for (;;) {
      end = text.indexOf('"', end);
      if (end === -1) return waitFrom(text.length);
      if (end === text.length - 1 && !isEnd) return waitFrom(end);
      if (text.charCodeAt(end + 1) === quote) {
        end += 2;
        continue;
      }
      const behind = skipBlanks(end + 1);
      if (behind === text.length && !isEnd) return waitFrom(end);
      if (behind === text.length || isBoundary(behind) || isBoundary(end + 1)) {
        at = isBoundary(end + 1) ? end + 1 : behind;
        isSpaced ||= at > end + 1;
        isLoose ||= hasLoose;
        return text.slice(start, end).replaceAll('""', '"');
      }
      const limit = lineEnd(end);
      if (limit === text.length && !isEnd) return waitFrom(end);
      if (lineEnd(start) !== limit || !closesBefore(end + 1, limit)) return misplaced;
      hasLoose = true;
      end++;
    }
  }

  /** Whether there is a quote before `limit` that may close a cell. */
  function closesBefore(from: number, limit: number): boolean {
    for (let end = text.indexOf('"', from); end !== -1 && end < limit; ) {
      const behind = skipBlanks(end + 1);
      if (behind >= limit || isBoundary(behind)) return true;
      end = text.indexOf('"', end + 1);
    }
    return false;
  }

  function skipBlanks(from: number): number {
    let behind = from;
    for (;;) {
      const code = text.charCodeAt(behind);
      if ((code !== space && code !== tab) || (code === delimiterStart && !bySpaces)) return behind;
      behind++;
    }
  }

  function lengthOfDelimiter(from: number): number {
    if (bySpaces) return skipBlanks(from) - from;
    return text.startsWith(delimiter, from) ? delimiter.length : 0;
  }

  /** Whether a cell may end here. */
  function isBoundary(from: number): boolean {
    const code = text.charCodeAt(from);
    if (code === lineFeed || code === carriageReturn) return true;
    if (bySpaces) return code === space || code === tab;
    return code === delimiterStart && (delimiter.length === 1 || text.startsWith(delimiter, from));
  }

  function isLineEnd(from: number): boolean {
    const code = text.charCodeAt(from);
    return from >= text.length || code === lineFeed || code === carriageReturn;
  }

  /** The end of the line that `from` is on, or of the text. */
  function lineEnd(from: number): number {
    let end = from;
    while (!isLineEnd(end)) end++;
    return end;
  }

  /** Goes to the next line; false where the line has not come to its end. */
  function skipLine(from: number): boolean {
    at = lineEnd(from);
    return endLine();
  }

  function endLine(): boolean {
    if (at >= text.length) return false;
    isReturned = text.charCodeAt(at) === carriageReturn;
    at++;
    line++;
    return true;
  }

  function count(tally: LineTally): void {
    tally.count++;
    if (tally.first === 0) tally.first = line;
  }

  return {
    spacedQuotes,
    looseQuotes,
    write(piece) {
      text += piece;
      return scan();
    },
    end() {
      isEnd = true;
      return scan();
    },
  };
}

/** Line ends in a cell: LF, CR LF and CR alone. */
function countBreaks(cell: string): number {
  return cell.match(/\r\n|[\r\n]/g)?.length ?? 0;
}
