import { Toast } from "@base-ui/react/toast";
import { AppError } from "@rookery/contracts";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./toasts.module.css";

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
      <Toast.Content className={styles.content}>
        <div>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.description} />
        </div>
        {/* The messages never lie on a heap, so none hides the button of another. */}
        <Toast.Close className={styles.close} aria-label="Close this message" aria-hidden={false}>
          <X aria-hidden size={16} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

/**
 * Short messages that go by themselves. One with a link, and a failure, which
 * says what the server said, stay until they are closed.
 */
export function useToasts() {
  const manager = Toast.useToastManager();
  return {
    tell: (title: string, link?: ReactNode) => {
      manager.add(link ? { title, description: link, timeout: 0 } : { title });
    },
    tellFailure: (title: string, error: unknown) => {
      const hint = error instanceof AppError ? error.hint : undefined;
      const message = error instanceof Error ? error.message : String(error);
      const description = hint ? `${message} ${hint}` : message;
      manager.add({ title, description, type: "error", timeout: 0 });
    },
  };
}

/** Whether the component is still there, for answers that come later than people wait. */
export function useShown() {
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return isShown;
}
