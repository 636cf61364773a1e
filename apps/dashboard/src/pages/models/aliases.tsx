import type { Model } from "@rookery/contracts";
import { Link } from "@tanstack/react-router";
import { Tag } from "lucide-react";
import styles from "./models.module.css";

interface AliasesProps {
  model: string;
  /** Versions by alias. */
  aliases: Record<string, number>;
  /** Beside a version its number goes without saying. */
  isBare?: boolean;
}

/** The names that point to versions, each a link to its version. */
export function Aliases({ model, aliases, isBare = false }: AliasesProps) {
  const sorted = Object.entries(aliases).toSorted(([a], [b]) => a.localeCompare(b));
  if (sorted.length === 0) return <span className={styles.soft}>none</span>;
  return (
    <ul className={styles.aliases}>
      {sorted.map(([alias, version]) => (
        <li key={alias}>
          <Link
            to="/models/$name/versions/$version"
            params={{ name: model, version: String(version) }}
            className={styles.alias}
          >
            <Tag aria-hidden size={12} />
            {isBare ? alias : `${alias} · version ${version}`}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What inference serves unless a request says otherwise. */
export const defaultAlias = "champion";

/** The champion's number, or the newest version's; undefined without versions. */
export function servedVersion({ aliases, versions }: Model): number | undefined {
  return aliases[defaultAlias] ?? versions[0]?.version;
}
