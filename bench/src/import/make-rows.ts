import { createRandom } from "../create-random.ts";

/** One row of the table that is imported: what a person might have about a customer. */
export interface Row {
  age: number;
  income: number | null;
  score: number | null;
  visits: number;
  balance: number;
  joined: string;
  region: string | null;
  plan: string;
  member: boolean;
  /** The class to predict. */
  churned: string;
}

export const columns = [
  "age",
  "income",
  "score",
  "visits",
  "balance",
  "joined",
  "region",
  "plan",
  "member",
  "churned",
] as const satisfies readonly (keyof Row)[];

const regions = ["north", "north east", "east", "south", "south west", "west", "islands", "abroad"];
const plans = ["free", "basic", "plus", "business"];
const dayMs = 86_400_000;
const firstDay = Date.UTC(2010, 0, 1);

/** Numbers, a date, categories, a truth value, some of them missing; the same rows every time. */
export function* makeRows(count: number): Generator<Row> {
  const random = createRandom(count);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const unless = <T>(share: number, value: T) => (random() < share ? null : value);
  for (let i = 0; i < count; i++) {
    const age = 18 + Math.floor(random() * 70);
    const income = Math.round(Math.exp(10 + 0.5 * normal()) * 100) / 100;
    const visits = Math.floor(-12 * Math.log(random()));
    const plan = pick(plans);
    const risk = (40 - age) / 20 - visits / 12 + (plan === "free" ? 1 : 0) + normal();
    yield {
      age,
      income: unless(0.05, income),
      score: unless(0.02, normal()),
      visits,
      balance: Math.round(income * normal() * 10) / 100,
      joined: new Date(firstDay + Math.floor(random() * 5_000) * dayMs).toISOString().slice(0, 10),
      region: unless(0.03, pick(regions)),
      plan,
      member: random() < 0.4,
      churned: risk > 0 ? "yes" : "no",
    };
  }
}
