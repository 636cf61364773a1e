import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useToasts } from "../feedback/toasts.tsx";
import { Button } from "./button.tsx";

const shownMs = 2_000;

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const { tellFailure } = useToasts();
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      (error) => tellFailure("The browser did not allow copying", error),
    );
  return (
    <Button onClick={() => void copy()}>
      {isCopied ? <Check aria-hidden size={16} /> : <Copy aria-hidden size={16} />}
      <span aria-live="polite">{isCopied ? "Copied" : label}</span>
    </Button>
  );
}
