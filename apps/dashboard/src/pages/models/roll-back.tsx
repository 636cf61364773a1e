import type { Model } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { queries } from "../../queries.ts";
import { AliasDialog } from "./alias-dialog.tsx";
import { defaultAlias } from "./served-version.ts";

/** Gives the champion's place back to the version that had it before. */
export function RollBack({ model: { name, aliases } }: { model: Model }) {
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery({
    ...queries.models.alias(name, defaultAlias),
    enabled: aliases[defaultAlias] !== undefined,
  });
  const before = data?.previousVersion ?? null;
  if (before === null) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>
        <Undo2 aria-hidden size={16} />
        Roll back to version {before}
      </Button>
      {isAsked && (
        <AliasDialog
          kind="roll-back"
          model={name}
          alias={defaultAlias}
          version={before}
          from={data?.version ?? undefined}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
