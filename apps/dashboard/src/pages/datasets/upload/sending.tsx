import { formatBytes } from "@rookery/presentation";
import { useBlocker } from "@tanstack/react-router";
import { Button } from "../../../components/controls/button.tsx";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { ProgressBar } from "../../../components/data/progress-bar.tsx";
import styles from "./upload.module.css";
import type { useUpload } from "./use-upload.tsx";

interface SendingProps {
  file: File;
  upload: ReturnType<typeof useUpload>;
}

/** How much of a file is sent; asks before its page is left. */
export function Sending({ file, upload }: SendingProps) {
  const { isSending, sentBytes, cancel } = upload;
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isSending && current.pathname !== next.pathname,
    enableBeforeUnload: isSending,
    withResolver: true,
  });
  return (
    <div className={styles.sending}>
      <ProgressBar
        total={file.size}
        parts={[{ tone: "good", count: sentBytes, label: "bytes sent" }]}
      />
      <div className={styles.actions}>
        <span role="status">
          {isSending
            ? `${formatBytes(sentBytes)} of ${formatBytes(file.size)} sent`
            : "All sent. The rows are being read and cleaned, also when you leave…"}
        </span>
        {isSending && (
          <Button look="quiet" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
      {leaving.status === "blocked" && (
        <ConfirmDialog
          title={`Leave while ${file.name} is being sent?`}
          action="Leave and cancel the upload"
          refusal="Stay here"
          look="danger"
          onClose={leaving.reset}
          onConfirm={async () => {
            cancel();
            leaving.proceed();
          }}
        >
          {formatBytes(sentBytes)} of {formatBytes(file.size)} are sent. Without the rest there is
          no new version.
        </ConfirmDialog>
      )}
    </div>
  );
}
