import { AshaPrunerSpec, MedianPrunerSpec, TpeSpec } from "@rookery/contracts";
import { useFormContext, useWatch } from "react-hook-form";
import { z } from "zod";
import { Panel } from "../../components/page.tsx";
import styles from "./launch.module.css";
import type { LaunchValues } from "./launch-values.ts";
import { SelectField, TextField } from "./text-field.tsx";

/** What has options besides its name. */
const withOptions: Record<string, z.ZodType> = {
  tpe: TpeSpec,
  median: MedianPrunerSpec,
  asha: AshaPrunerSpec,
};

const samplerHints: Record<string, string> = {
  grid: "Every combination once. Ranges need a count or a step.",
  random: "Independent draws.",
  "quasi-random": "Random, but evenly spread.",
  tpe: "Learns from the runs that have ended where good ones are dense.",
};

const prunerHints: Record<string, string> = {
  none: "Every run goes on to its end.",
  median: "Stops runs below the median of the others at the same step.",
  asha: "At each rung only the best share goes on.",
};

export function SearchSection({ samplers }: { samplers: readonly string[] }) {
  const { control } = useFormContext<LaunchValues>();
  const [sampler, pruner] = useWatch({ control, name: ["sampler.name", "pruner.name"] });
  return (
    <Panel title="Search">
      <div className={styles.fields}>
        <SelectField
          name="sampler.name"
          label="Sampler"
          hint={samplerHints[sampler]}
          choices={samplers.map((name) => [name, name])}
        />
        <TextField
          name="runs"
          label="Runs"
          hint={sampler === "grid" ? "At most; empty: all combinations" : "How many to draw"}
        />
        <OptionFields path="sampler" name={sampler} />
        <SelectField
          name="pruner.name"
          label="Pruner"
          hint={prunerHints[pruner]}
          choices={["none", "median", "asha"].map((name) => [name, name])}
        />
        <OptionFields path="pruner" name={pruner} />
      </div>
    </Panel>
  );
}

/** One field per option in the schema of the sampler or pruner. */
function OptionFields({ path, name }: { path: "sampler" | "pruner"; name: string }) {
  const spec = withOptions[name];
  if (!spec) return null;
  const { properties = {} } = z.toJSONSchema(spec, { io: "input" });
  return Object.entries(properties)
    .filter(([option]) => option !== "name")
    .map(([option, schema]) => {
      const { description, default: fallback } = schema as {
        description?: string;
        default?: unknown;
      };
      return (
        <TextField
          key={option}
          name={`${path}.options.${option}`}
          label={option}
          hint={description}
          placeholder={String(fallback ?? "")}
        />
      );
    });
}
