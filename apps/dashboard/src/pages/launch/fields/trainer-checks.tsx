import type { Task } from "@rookery/contracts";
import styles from "../launch.module.css";
import type { Trainer } from "../request/param-fields.ts";

interface TrainerChecksProps {
  trainers: readonly Trainer[];
  chosen: readonly string[];
  /** The task of those that are chosen; others cannot join them. */
  task: Task | undefined;
  onChoose: (names: string[]) => void;
}

/** The trainers by task, and after them what the request names and nobody knows. */
export function TrainerChecks({ trainers, chosen, task, onChoose }: TrainerChecksProps) {
  const tasks = [...new Set(trainers.map((trainer) => trainer.task))];
  const known = trainers.map(({ name }) => name);
  const strangers = chosen.filter((name) => !known.includes(name));
  const all = [...known, ...strangers];
  const check = (name: string, about: string, isOff = false) => (
    <label key={name} className={styles.check}>
      <input
        type="checkbox"
        checked={chosen.includes(name)}
        disabled={isOff}
        onChange={({ target }) =>
          onChoose(all.filter((one) => (one === name ? target.checked : chosen.includes(one))))
        }
      />
      <span>
        {name}
        <span className={styles.about}>{about}</span>
      </span>
    </label>
  );
  return (
    <>
      {tasks.map((one) => (
        <div key={one}>
          <p className={styles.task}>
            {one}
            {task && task !== one && `: untick those of ${task} first`}
          </p>
          <div className={styles.trainers}>
            {trainers
              .filter((trainer) => trainer.task === one)
              .map(({ name, description }) => {
                const isOff = task !== undefined && task !== one && !chosen.includes(name);
                return check(name, description, isOff);
              })}
          </div>
        </div>
      ))}
      {strangers.map((name) => check(name, "There is no such trainer"))}
    </>
  );
}
