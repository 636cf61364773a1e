import { useState } from "react";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { Field, Input } from "../../../components/controls/field.tsx";
import styles from "../models.module.css";
import { useSetAlias } from "./use-set-alias.ts";

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
