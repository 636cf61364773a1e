export interface AwkwardTable {
  what: string;
  fileName: string;
  bytes: Buffer;
  /** Where each row begins, counted by hand. */
  lines: number[];
}

/**
 * Tables of the columns `a` and `b` whose lines are easily miscounted. In every
 * row `a` is "bad", so whoever expects a number there has something to say of it.
 */
export const awkwardTables: AwkwardTable[] = [
  csv("blank lines", "a,b\n\n\nbad,2\n\nbad,4\n", [4, 6]),
  csv("blank lines above the header", "\n\r\n\na,b\nbad,2\n", [5]),
  csv("line breaks in cells", 'a,b\nbad,"x\n\ny"\nbad,"\nx"\nbad,2\n', [2, 5, 7]),
  csv(
    "line breaks in cells, as Windows writes them",
    'a,b\r\nbad,"x\r\ny"\r\n\r\nbad,2\r\n',
    [2, 5],
  ),
  csv(
    "line breaks in cells, unlike those between rows",
    'a,b\nbad,"x\ry"\nbad,"x\r\ny"\nbad,2\n',
    [2, 4, 6],
  ),
  csv(
    "line ends of all kinds",
    "a,b\r\nbad,1\nbad,2\rbad,3\r\n\rbad,4\n\r\nbad,5",
    [2, 3, 4, 6, 8],
  ),
  csv("line ends of old Macs", "a,b\r\rbad,1\rbad,2\r", [3, 4]),
  csv("a byte order mark", "\ufeff\na,b\n\nbad,1\n", [4]),
  csv("UTF-16", Buffer.from('\ufeffa;b\r\n\r\nbad;"ä\r\n😀"\r\nbad;2\r\n', "utf16le"), [3, 5]),
  csv("windows-1252", Buffer.from('a\tb\r\n\r\nbad\t"\x80\r\nä"\r\nbad\t2', "latin1"), [3, 5]),
  jsonLines("JSON lines", '\n{"a": "bad", "b": 1}\n\n  \r\n{"a": "bad", "b": 2}', [2, 5]),
  jsonLines(
    "JSON lines with separators that are no line ends",
    '\ufeff{"a": "bad", "b": "x\u2028y\u2029z\u0085"}\r\n{"a": "bad", "b": 2}\n',
    [1, 2],
  ),
];

function csv(what: string, text: string | Buffer, lines: number[]): AwkwardTable {
  return { what, fileName: "awkward.csv", bytes: Buffer.from(text as string), lines };
}

function jsonLines(what: string, text: string, lines: number[]): AwkwardTable {
  return { what, fileName: "awkward.jsonl", bytes: Buffer.from(text), lines };
}
