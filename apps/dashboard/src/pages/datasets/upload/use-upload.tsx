import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useShown, useToasts } from "../../../components/feedback/toasts.tsx";
import { queries } from "../../../server/queries.ts";
import { uploadTable } from "./upload-table.ts";
import { keepSentFile } from "./use-sent-file.ts";

type Request = Omit<Parameters<typeof uploadTable>[0], "onProgress" | "signal">;

/**
 * Sends a file; what comes of it opens as a page. Once all is sent the server
 * imports it, whether or not somebody waits: who has left is told the outcome.
 */
export function useUpload() {
  const [sentBytes, setSentBytes] = useState(0);
  const stop = useRef(new AbortController());
  const isShown = useShown();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { tell, tellFailure } = useToasts();
  const upload = useMutation({
    mutationFn: (request: Request) => {
      stop.current = new AbortController();
      setSentBytes(0);
      const { signal } = stop.current;
      return uploadTable({ ...request, signal, onProgress: setSentBytes });
    },
    onSuccess: ({ version: { dataset, version, contentHash }, created }, { file }) => {
      keepSentFile(cache, contentHash, file);
      void cache.invalidateQueries({ queryKey: queries.datasets.lists });
      void cache.invalidateQueries({ queryKey: queries.datasets.get(dataset, undefined).queryKey });
      void cache.invalidateQueries({ queryKey: queries.datasets.versions(dataset).queryKey });
      const page = {
        to: "/datasets/$name/versions/$version",
        params: { name: dataset, version: String(version) },
      } as const;
      const outcome = created
        ? `Version ${version} of ${dataset} is ready`
        : `Nothing new: this is version ${version} of ${dataset}`;
      if (!isShown.current) return tell(outcome, <Link {...page}>Show it</Link>);
      tell(outcome);
      // The question before leaving may still stand: of a quick upload it has not heard the end.
      void navigate({ ...page, ignoreBlocker: true });
    },
    onError: (error, { file }) => {
      if (!isShown.current && !stop.current.signal.aborted) {
        tellFailure(`${file.name} could not be imported`, error);
      }
    },
  });
  const { isPending, variables } = upload;
  return {
    send: (request: Request) => upload.mutate(request),
    isPending,
    /** Bytes are on their way: who leaves now ends the upload. */
    isSending: isPending && sentBytes < variables.file.size,
    sentBytes,
    /** Why it failed; null when somebody cancelled it. */
    error: stop.current.signal.aborted ? null : upload.error,
    /** Forgets the failure. */
    reset: upload.reset,
    cancel: () => stop.current.abort(new Error("The upload was cancelled.")),
  };
}
