import type { Sweep, SweepChange } from "@rookery/contracts";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { Field, TextArea } from "../../../components/controls/field.tsx";
import styles from "../sweep.module.css";
import { readNotesChange, writeTags } from "./notes-change.ts";

interface NotesDialogProps {
  sweep: Sweep;
  onClose: () => void;
  onSave: (change: SweepChange) => Promise<unknown>;
}

export function NotesDialog({ sweep, onClose, onSave }: NotesDialogProps) {
  // As they were when the dialog opened, whatever comes in beside it.
  const [before] = useState(sweep);
  const [description, setDescription] = useState(sweep.description ?? "");
  const [lines, setLines] = useState(writeTags(sweep.tags));
  const change = readNotesChange(before, { description, lines });
  return (
    <ConfirmDialog
      onClose={onClose}
      onConfirm={async () => change && onSave(change)}
      isReady={change !== null}
      title="Notes of this sweep"
      action="Save the notes"
    >
      <div className={styles.ask}>
        <Field label="Description" hint="For people; it changes nothing else">
          {(ids) => (
            <TextArea
              {...ids}
              rows={4}
              maxLength={10_000}
              value={description}
              onChange={({ target }) => setDescription(target.value)}
            />
          )}
        </Field>
        <Field
          label="Tags"
          hint="One a line, such as owner:ann"
          error={
            change === null
              ? "Each line takes a key without spaces, a colon and a value"
              : undefined
          }
        >
          {(ids) => (
            <TextArea
              {...ids}
              rows={4}
              spellCheck={false}
              value={lines}
              onChange={({ target }) => setLines(target.value)}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  );
}
