import { FlaskConical, type LucideIcon } from "lucide-react";

interface PageLink {
  to: "/sweeps";
  label: string;
  icon: LucideIcon;
}

/** What the navigation leads to, in this order. */
export const pages: readonly PageLink[] = [{ to: "/sweeps", label: "Sweeps", icon: FlaskConical }];
