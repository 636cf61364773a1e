import { Boxes, Database, FlaskConical, type LucideIcon, Server } from "lucide-react";

interface PageLink {
  to: "/sweeps" | "/datasets" | "/models" | "/workers";
  label: string;
  icon: LucideIcon;
}

/** What the navigation leads to, in this order. */
export const pages: readonly PageLink[] = [
  { to: "/sweeps", label: "Sweeps", icon: FlaskConical },
  { to: "/datasets", label: "Datasets", icon: Database },
  { to: "/models", label: "Models", icon: Boxes },
  { to: "/workers", label: "Workers", icon: Server },
];
