import { TableError } from "../table-error.ts";

/** What a file is by its first bytes: text that is yet to be looked at, or a format of its own. */
export type FileKind = "text" | "gzip" | "zip" | "parquet";

/** As many bytes tell every format apart. */
export const headBytes = 512;

const opened: [kind: FileKind, ...starts: string[]][] = [
  ["gzip", "\x1f\x8b"],
  ["zip", "PK\x03\x04", "PK\x05\x06"],
  ["parquet", "PAR1"],
];

const asText = "Export the table as CSV, Parquet or Excel .xlsx.";
const pandas = "Open it where it was made and write it with pandas' to_csv or to_parquet.";
const unpack = "Unpack it, or compress it with gzip.";
const archive = "Unpack it, or write a .zip with the table alone.";

/** Of each protocol's pickles: a frame, a tuple, a dict, a list, a name or a short text. */
const pickles = ["\x02", "\x03", "\x04", "\x05"].flatMap((protocol) =>
  [..."\x95(}]cK\x8c"].map((next) => `\x80${protocol}${next}`),
);
/** Releases 105 to 115, in either order of bytes; later ones begin with a tag. */
const stataFiles = Array.from({ length: 11 }, (_, at) => String.fromCharCode(105 + at)).flatMap(
  (release) => [`${release}\x01\x01\0`, `${release}\x02\x01\0`],
);

/** Formats that are told by their names, with the way out: by how they start. */
const refused: [name: string, hint: string, ...starts: (string | RegExp)[]][] = [
  [
    "an old Excel or another Office document (OLE)",
    "Save the workbook as .xlsx or as CSV.",
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  ],
  ["a Stata file", `${pandas} In Stata: export delimited.`, "<stata_dta>", ...stataFiles],
  ["a Python pickle", pandas, ...pickles],
  ["an SPSS file", pandas, "$FL2", "$FL3"],
  ["a SAS file", pandas, `${"\0".repeat(12)}\xc2\xea\x81\x60`, "HEADER RECORD*******"],
  [
    "an R data file",
    "In R: write.csv(table, 'table.csv').",
    ...["RDX2\n", "RDX3\n", "RDA2\n", "RDA3\n", "X\n\0\0\0", "A\n2\n", "A\n3\n"],
  ],
  ["a NumPy file", "In Python: numpy.savetxt('table.csv', array, delimiter=',').", "\x93NUMPY"],
  ["an HDF5 file", pandas, "\x89HDF\r\n"],
  [
    "an Arrow or Feather file",
    "Write it as Parquet: pandas.read_feather(file).to_parquet('table.parquet').",
    "ARROW1\0\0",
    "FEA1",
    "\xff\xff\xff\xff",
  ],
  ["an Avro file", asText, "Obj\x01"],
  ["an ORC file", asText, /^ORC[^,;\t\n]/],
  [
    "an SQLite database",
    "Export one of its tables: sqlite3 -header -csv file 'select * from t'.",
    "SQLite format 3\0",
  ],
  ["a PDF", asText, "%PDF-"],
  ["compressed with bzip2", unpack, /^BZh[1-9]1AY&SY/],
  ["compressed with xz", unpack, "\xfd7zXZ\0"],
  ["compressed with Zstandard", unpack, "\x28\xb5\x2f\xfd"],
  ["a 7z archive", archive, "7z\xbc\xaf\x27\x1c"],
  ["a RAR archive", archive, "Rar!\x1a\x07"],
  ["a tar archive", "Unpack it and upload the table alone.", /^[\s\S]{257}ustar/],
  ["an image", asText, "\x89PNG", "\xff\xd8\xff", "GIF8"],
  ["an ARFF file", "Save it as CSV, as Weka can.", /^(?:%[^\n]*\n|\s)*@relation\s/i],
  ["a web page", "Download the table itself.", /^\s*<(?:!doctype html|html)[\s>]/i],
  ["XML", asText, /^\s*<\?xml\s/i],
  [
    "in the LIBSVM format",
    "Write it with a column per feature: sklearn.datasets.load_svmlight_file reads it in Python.",
    /^(?:[+-]?[\d.]+(?: qid:\d+)?(?:[ \t]+\d+:[+-]?[\d.eE+-]+)+[ \t]*(?:#[^\n]*)?\r?\n)+/,
  ],
];

/**
 * What a file is by its head, the first {@link headBytes} of it or all of a
 * shorter one. Throws a TableError that names a format in which no table is read.
 */
export function recognizeFormat(head: Buffer): FileKind {
  const start = head.subarray(0, headBytes).toString("latin1");
  const found = opened.find(([, ...starts]) => starts.some((each) => start.startsWith(each)));
  if (found) return found[0];
  const foreign = refused.find(([, , ...starts]) =>
    starts.some((each) => (typeof each === "string" ? start.startsWith(each) : each.test(start))),
  );
  if (!foreign) return "text";
  const [name, hint] = foreign;
  throw new TableError(`The file is ${name}, which is not read.`, hint);
}
