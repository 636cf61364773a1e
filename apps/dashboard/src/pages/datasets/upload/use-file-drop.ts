import { useEffect, useEffectEvent, useState } from "react";

/** Hears of files dropped anywhere on the page, and says whether one hovers over it. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener(
      "dragover",
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      options,
    );
    addEventListener(
      "dragleave",
      (event) => event.relatedTarget === null && setOver(false),
      options,
    );
    addEventListener(
      "drop",
      (event) => {
        const file = event.dataTransfer?.files[0];
        setOver(false);
        if (!file) return;
        event.preventDefault();
        take(file);
      },
      options,
    );
    return () => listening.abort();
  }, []);
  return isOver;
}
