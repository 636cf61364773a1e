import { listTags } from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import styles from "./tags.module.css";

/** The tags of a sweep; each leads to the sweeps that share it. */
export function Tags({ tags }: { tags: Record<string, string> }) {
  const all = listTags(tags);
  if (all.length === 0) return null;
  return (
    <ul className={styles.tags} aria-label="Tags">
      {all.map((tag) => (
        <li key={tag}>
          <Link to="/sweeps" search={{ tag }} className={styles.tag}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
