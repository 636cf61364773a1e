import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

/** Of the element that holds the page. */
export const mainId = "main";

/** For who does not see that the page is another one: the focus goes to it, and its title is announced. */
export function NavigationFollower() {
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (before.current !== undefined && before.current !== pathname) {
      document.getElementById(mainId)?.focus({ preventScroll: true });
    }
    before.current = pathname;
  }, [pathname]);
  return (
    <p className="visually-hidden" role="status">
      {useDocumentTitle()}
    </p>
  );
}

/** What the document is called, once it has been renamed: browsers read out the first title themselves. */
function useDocumentTitle(): string {
  const [title, setTitle] = useState("");
  useEffect(() => {
    const renamed = new MutationObserver(() => setTitle(document.title));
    renamed.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => renamed.disconnect();
  }, []);
  return title;
}
