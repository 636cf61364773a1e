import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "../feedback/states.tsx";
import { useShown, useToasts } from "../feedback/toasts.tsx";
import { Button } from "./button.tsx";
import styles from "./confirm-dialog.module.css";

interface ConfirmDialogProps {
  onClose: () => void;
  /** Does it. The dialog stays open until it is done, and says so when it fails. */
  onConfirm: () => Promise<unknown>;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** What the confirming button does: `Cancel the sweep`. */
  action: string;
  /** What the other button does. Default: `Keep as it is`. */
  refusal?: string;
  look?: "primary" | "danger";
  /** False while something that was asked for is missing. Default true. */
  isReady?: boolean;
}

/** Asks before something is done. It is there while it is rendered. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { onClose, onConfirm, title, children, action } = props;
  const { refusal = "Keep as it is", look = "primary", isReady = true } = props;
  const isShown = useShown();
  const { tellFailure } = useToasts();
  const confirm = useMutation({
    mutationFn: onConfirm,
    onSuccess: () => {
      if (isShown.current) onClose();
    },
    onError: (error) => {
      if (!isShown.current) tellFailure(`“${action}” failed`, error);
    },
  });
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className={styles.text}>
            {children}
          </AlertDialog.Description>
          {confirm.error && (
            <div className={styles.failure}>
              <ErrorState error={confirm.error} />
            </div>
          )}
          <div className={styles.actions}>
            <AlertDialog.Close render={<Button />}>{refusal}</AlertDialog.Close>
            <Button
              look={look}
              disabled={!isReady || confirm.isPending}
              onClick={() => confirm.mutate()}
            >
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
