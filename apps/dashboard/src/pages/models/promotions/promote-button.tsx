import type { Model, ModelVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { queries } from "../../../server/queries.ts";
import { defaultAlias } from "../aliases.tsx";
import { AliasDialog } from "./alias-dialog.tsx";

interface PromoteButtonProps {
  version: ModelVersion;
  look?: "primary" | "plain";
}

/** Offers to make a version the champion; disabled on the one that is. */
export function PromoteButton({ version: { model, version, aliases }, look }: PromoteButtonProps) {
  const [asked, setAsked] = useState<Model["aliases"] | null>(null);
  const { data } = useQuery(queries.models.get(model));
  const isChampion = aliases.includes(defaultAlias);
  return (
    <>
      <Button
        look={look ?? "plain"}
        aria-label={`Promote version ${version}`}
        disabled={data === undefined}
        onClick={() => data && setAsked(data.aliases)}
      >
        {isChampion ? "Set an alias" : "Promote"}
      </Button>
      {asked && (
        <AliasDialog
          kind="promote"
          model={model}
          version={version}
          alias={isChampion ? "" : defaultAlias}
          aliases={asked}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
