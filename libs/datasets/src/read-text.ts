import { countNewlines } from "./count-newlines.ts";
import type { TextEncoding } from "./create-encoding-detector.ts";
import { datasetInvalid } from "./dataset-invalid.ts";
import type { Upload } from "./spool-upload.ts";

const chunkBytes = 256 * 1024;
const sampleBytes = 64 * 1024;

export type TextUpload = Upload & { encoding: TextEncoding };

export function isText(upload: Upload): upload is TextUpload {
  return upload.encoding !== null;
}

/** The upload's text as UTF-8 without byte order mark, from its start, in pieces cut anywhere. */
export async function* readText({ file, encoding }: TextUpload): AsyncGenerator<Buffer> {
  const bytes = readBytes(file, encoding.bomBytes);
  if (encoding.name === "utf-8") yield* bytes;
  else yield* transcode(bytes, encoding.name);
}

/** The file's first lines. */
export async function readSample(upload: TextUpload): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of readText(upload)) {
    pieces.push(piece);
    length += piece.length;
    if (length < sampleBytes) continue;
    const sample = Buffer.concat(pieces).subarray(0, sampleBytes);
    return sample.subarray(0, sample.lastIndexOf(0x0a) + 1 || sampleBytes);
  }
  return Buffer.concat(pieces);
}

async function* readBytes(file: Upload["file"], start: number): AsyncGenerator<Buffer> {
  let position = start;
  for (;;) {
    const { buffer, bytesRead } = await file.read(
      Buffer.allocUnsafe(chunkBytes),
      0,
      chunkBytes,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* transcode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (chunk?: Buffer) => {
    let text: string;
    try {
      text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      const readable = new TextDecoder(encoding).decode(chunk).split("\ufffd", 1)[0] as string;
      throw datasetInvalid(
        `The text is not ${encoding} at line ${line + countNewlines(Buffer.from(readable))}.`,
        "Save the file as UTF-8 and upload it again.",
        { cause: error },
      );
    }
    const utf8 = Buffer.from(text);
    const nul = utf8.indexOf(0);
    if (nul !== -1) {
      throw datasetInvalid(
        `Line ${line + countNewlines(utf8.subarray(0, nul))} holds a NUL character, which text never does.`,
        "Remove it and upload the file again.",
      );
    }
    line += countNewlines(utf8);
    return utf8;
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}
