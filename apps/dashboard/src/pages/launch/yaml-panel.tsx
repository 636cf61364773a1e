import { useState } from "react";
import { parse, stringify } from "yaml";
import { Panel } from "../../components/page.tsx";
import styles from "./launch.module.css";
import type { Request } from "./launch-values.ts";

interface YamlPanelProps {
  request: Request;
  onChange: (request: Request) => void;
}

/** The request as YAML, as `rookery sweep run` takes it. While it is edited the form follows. */
export function YamlPanel({ request, onChange }: YamlPanelProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const edit = (typed: string) => {
    setDraft(typed);
    const read = readYaml(typed);
    setTrouble(read.trouble);
    if (read.request) onChange(read.request);
  };
  return (
    <Panel
      title="The request as YAML"
      note="Constraints, conditions and the rest that the form has no field for are kept."
    >
      <textarea
        className={styles.yaml}
        aria-label="The request as YAML"
        aria-invalid={trouble !== null}
        aria-describedby="yaml-trouble"
        spellCheck={false}
        value={draft ?? stringify(request)}
        onFocus={() => setDraft(stringify(request))}
        onChange={({ target }) => edit(target.value)}
        onBlur={() => {
          // What cannot be read stays until it is mended.
          if (trouble === null) setDraft(null);
        }}
      />
      <p id="yaml-trouble" className={styles.bad} role="status">
        {trouble}
      </p>
    </Panel>
  );
}

function readYaml(text: string): { request: Request | null; trouble: string | null } {
  try {
    const read: unknown = parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) {
      return { request: read as Request, trouble: null };
    }
    return { request: null, trouble: "A request is a mapping, such as `dataset: penguins`." };
  } catch (error) {
    return { request: null, trouble: error instanceof Error ? error.message : String(error) };
  }
}
