import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Field, Input } from "../../components/field.tsx";
import styles from "./models.module.css";
import { useSetAlias } from "./use-set-alias.ts";

interface AliasDialogProps {
  model: string;
  version: number;
  /** The alias that is suggested, or moved. */
  alias: string;
  /** Where the alias points now. */
  from: number | undefined;
  kind: "promote" | "roll-back";
  onClose: () => void;
}

/** Asks before an alias is moved, and why. */
export function AliasDialog({ model, version, from, kind, onClose, ...props }: AliasDialogProps) {
  const [alias, setAlias] = useState(props.alias);
  const [reason, setReason] = useState("");
  const move = useSetAlias(model);
  const isRollBack = kind === "roll-back";
  const holder = alias.trim() === props.alias ? from : undefined;
  return (
    <ConfirmDialog
      onClose={onClose}
      onConfirm={() =>
        move.mutateAsync({ kind, alias: alias.trim(), version, from: holder, reason })
      }
      isReady={alias.trim() !== ""}
      title={isRollBack ? `Roll back to version ${version}?` : `Promote version ${version}?`}
      action={isRollBack ? `Roll back to version ${version}` : `Promote version ${version}`}
    >
      <div className={styles.ask}>
        <p>
          Predictions that ask for <strong>{alias || "the alias"}</strong> are answered by version{" "}
          {version} within a second
          {holder !== undefined && holder !== version ? `, no longer by version ${holder}` : ""}. It
          can be undone the same way.
        </p>
        {!isRollBack && (
          <Field label="Alias" hint="champion is what is served unless a request names another">
            {(ids) => (
              <Input
                {...ids}
                autoComplete="off"
                spellCheck={false}
                value={alias}
                onChange={({ target }) => setAlias(target.value)}
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
