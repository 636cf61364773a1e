import type { Sweep, SweepChange } from "@rookery/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { Tags } from "../../../components/data/badge.tsx";
import { useToasts } from "../../../components/feedback/toasts.tsx";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import styles from "../sweep.module.css";
import { NotesDialog } from "./notes-dialog.tsx";

/** What people say of a sweep, and the way to change it. */
export function SweepNotes({ sweep }: { sweep: Sweep }) {
  const [isAsked, setAsked] = useState(false);
  const cache = useQueryClient();
  const { tell } = useToasts();
  const change = useMutation({
    mutationFn: (notes: SweepChange) => api.sweeps.change(sweep.id, notes),
    onSuccess: (changed) => {
      cache.setQueryData(queries.sweeps.get(sweep.id).queryKey, changed);
      void cache.invalidateQueries({ queryKey: queries.sweeps.lists });
      tell("The notes are saved");
    },
  });
  return (
    <div className={styles.notes}>
      {sweep.description && <p className={styles.description}>{sweep.description}</p>}
      <div className={styles.tagLine}>
        <Tags tags={sweep.tags} />
        <Button look="quiet" disabled={change.isPending} onClick={() => setAsked(true)}>
          <Pencil aria-hidden size={14} />
          Edit notes
        </Button>
      </div>
      {isAsked && (
        <NotesDialog sweep={sweep} onClose={() => setAsked(false)} onSave={change.mutateAsync} />
      )}
    </div>
  );
}
