/** Bytes that are read while they are sent; a `Blob` may be one of `openAsBlob`. */
export type UploadSource = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface StreamFormOptions {
  /** Go before the file. */
  fields: Record<string, string>;
  fileName: string;
  source: UploadSource;
  /** Hears how many bytes of the file have been handed to the connection so far. */
  onProgress?: ((sentBytes: number) => void) | undefined;
}

/** A multipart form with one `file` as a stream: `FormData` takes only files whose length is known. */
export function streamForm(options: StreamFormOptions): {
  body: ReadableStream<Uint8Array>;
  contentType: string;
} {
  const boundary = `rookery-${crypto.randomUUID()}`;
  const parts = writeParts(boundary, options);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

async function* writeParts(
  boundary: string,
  { fields, fileName, source, onProgress }: StreamFormOptions,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const head = `--${boundary}\r\ncontent-disposition: form-data; name=`;
  for (const [name, value] of Object.entries(fields)) {
    yield encoder.encode(`${head}"${quote(name)}"\r\n\r\n${value}\r\n`);
  }
  yield encoder.encode(
    `${head}"file"; filename="${quote(fileName)}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  let sentBytes = 0;
  for await (const chunk of source instanceof Blob ? source.stream() : source) {
    yield chunk;
    sentBytes += chunk.byteLength;
    onProgress?.(sentBytes);
  }
  yield encoder.encode(`\r\n--${boundary}--\r\n`);
}

/** As browsers write names into forms. */
function quote(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
