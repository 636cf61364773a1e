import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

interface Looks {
  /** `primary` once per view at most. Default: `plain`. */
  look?: "primary" | "plain" | "quiet" | "danger";
}

export function Button({
  look = "plain",
  type = "button",
  className = "",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Looks) {
  return <button {...rest} type={type} className={buttonClass(look, className)} />;
}

/** A link to a page of the dashboard that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor);

/** A link that leads out of the dashboard, or to a file, and looks like a button. */
export function ButtonAnchor({
  look = "plain",
  className = "",
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Looks) {
  return (
    <a {...rest} className={buttonClass(look, className)}>
      {children}
    </a>
  );
}

function buttonClass(look: string, className: string): string {
  return `${styles.button} ${styles[look]} ${className}`.trim();
}
