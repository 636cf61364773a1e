import type { Model } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { AliasDialog } from "./alias-dialog.tsx";
import { defaultAlias, previousVersion } from "./served-version.ts";

/** Gives the champion's place back to the version that had it before. */
export function RollBack({ model: { name, aliases } }: { model: Model }) {
  const [isAsked, setAsked] = useState(false);
  const promotions = useQuery({
    queryKey: ["model", name, "promotions", "newest"],
    queryFn: () => api.models.promotions(name, { limit: 100 }),
  });
  const current = aliases[defaultAlias];
  const before = previousVersion(promotions.data?.items ?? [], current);
  if (before === undefined) return null;
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
          from={current}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
