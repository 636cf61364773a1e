import { useEffect, useRef } from "react";

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
