import { SaxesParser } from "saxes";
import { TableError } from "../table-error.ts";

export interface XmlHandlers {
  /** Names come without their namespace's prefix, as those of attributes. */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads XML as it comes; yields after each piece, when the handlers have heard of it. */
export async function* readXml(
  bytes: AsyncIterable<Buffer>,
  { open, text, close }: XmlHandlers,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, value]) => [withoutPrefix(key), value]);
    open?.(withoutPrefix(name), Object.fromEntries(plain));
  });
  if (text) parser.on("text", text);
  if (close) parser.on("closetag", ({ name }) => close(withoutPrefix(name)));
  const decoder = new TextDecoder();
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }));
    if (failure) throw broken(failure);
    yield;
  }
  parser.close();
  if (failure) throw broken(failure);
  yield;
}

/** The same for XML of which nobody wants a part before all is read. */
export async function readWholeXml(
  bytes: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
): Promise<void> {
  for await (const _ of readXml(bytes, handlers));
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function broken(cause: Error): TableError {
  return new TableError(
    "The workbook cannot be read: a part of it is no XML.",
    "Open it in a spreadsheet program and save it again as .xlsx, or as CSV.",
    { cause },
  );
}
