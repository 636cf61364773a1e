import type { Model } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { queries } from "../../../server/queries.ts";
import { defaultAlias } from "../aliases.tsx";
import { AliasDialog } from "./alias-dialog.tsx";

/** From the champion's version to the one before. */
interface Step {
  from: number | null;
  to: number;
}

/** Gives the champion's place back to the version that had it before. */
export function RollBack({ model: { name, aliases } }: { model: Model }) {
  const [asked, setAsked] = useState<Step | null>(null);
  const { data } = useQuery({
    ...queries.models.alias(name, defaultAlias),
    enabled: aliases[defaultAlias] !== undefined,
  });
  const to = data?.previousVersion ?? null;
  return (
    <>
      {data && to !== null && (
        <Button onClick={() => setAsked({ from: data.version, to })}>
          <Undo2 aria-hidden size={16} />
          Roll back to version {to}
        </Button>
      )}
      {asked && (
        <AliasDialog
          kind="roll-back"
          model={name}
          alias={defaultAlias}
          version={asked.to}
          aliases={asked.from === null ? {} : { [defaultAlias]: asked.from }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
