import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { Field, Input } from "../../../components/controls/field.tsx";
import { useToasts } from "../../../components/feedback/toasts.tsx";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import styles from "../models.module.css";

interface AliasDialogProps {
  model: string;
  version: number;
  /** The alias that is suggested, or moved. */
  alias: string;
  /** Versions by alias, as they were when the question was asked: a move in the meantime is refused, not undone. */
  aliases: Readonly<Record<string, number>>;
  kind: "promote" | "roll-back";
  onClose: () => void;
}

/** Asks before an alias is moved, and why. */
export function AliasDialog(props: AliasDialogProps) {
  const { model, version, aliases, kind, onClose } = props;
  const [typed, setTyped] = useState(props.alias);
  const [reason, setReason] = useState("");
  const move = useSetAlias(model);
  const isRollBack = kind === "roll-back";
  const alias = typed.trim();
  const from = Object.hasOwn(aliases, alias) ? (aliases[alias] ?? null) : null;
  return (
    <ConfirmDialog
      onClose={onClose}
      onConfirm={() => move.mutateAsync({ kind, alias, version, from, reason })}
      isReady={alias !== ""}
      title={isRollBack ? `Roll back to version ${version}?` : `Promote version ${version}?`}
      action={isRollBack ? `Roll back to version ${version}` : `Promote version ${version}`}
    >
      <div className={styles.ask}>
        <p>
          Predictions that ask for <strong>{alias || "the alias"}</strong> are answered by version{" "}
          {version} within a second
          {from !== null && from !== version ? `, no longer by version ${from}` : ""}. It can be
          undone the same way.
        </p>
        {!isRollBack && (
          <Field label="Alias" hint="champion is what is served unless a request names another">
            {(ids) => (
              <Input
                {...ids}
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
        )}
        <Field label="Reason" hint="Kept in the history of promotions">
          {(ids) => (
            <Input
              {...ids}
              placeholder={isRollBack ? `rolled back from version ${from}` : "set by hand"}
              maxLength={1000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  );
}

export interface AliasMove {
  kind: "promote" | "roll-back";
  alias: string;
  /** The version that is promoted. */
  version: number;
  /** Where the alias points, as far as the person could see; null: nowhere. */
  from: number | null;
  reason: string;
}

/** Moves an alias of a model, unless somebody else just did; every page that shows it learns of it. */
function useSetAlias(model: string) {
  const cache = useQueryClient();
  const { tell } = useToasts();
  return useMutation({
    mutationFn: ({ kind, alias, version, from, reason }: AliasMove) => {
      const why = reason.trim() && { reason };
      return kind === "roll-back"
        ? api.models.rollBack(model, alias, { ...(from !== null && { from }), ...why })
        : api.models.setAlias(model, alias, { version, from, ...why });
    },
    onSuccess: ({ alias, toVersion }) => tell(`Version ${toVersion} is ${alias}`),
    // A refusal tells that what is shown is old.
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: queries.models.get(model).queryKey });
      void cache.invalidateQueries({ queryKey: queries.models.lists });
    },
  });
}
