import { plural } from "@rookery/presentation";
import { hideUrlPassword } from "@rookery/runtime";
import { exitCodes } from "../exit-codes.ts";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { checkArtifacts } from "./check-artifacts.ts";
import { checkHome } from "./check-home.ts";
import { checkNode } from "./check-node.ts";
import { checkPorts } from "./check-ports.ts";
import { checkPostgres } from "./check-postgres.ts";
import { checkQueue } from "./check-queue.ts";
import { checkServers } from "./check-servers.ts";
import { type Check, carryOut, type Finding } from "./finding.ts";
import { type DoctorConfig, readDoctorConfig } from "./read-doctor-config.ts";

/** Looks at everything Rookery needs and says how to mend what is wrong; answers 1 when something is. */
export async function doctor(session: Session): Promise<number> {
  const findings = (await Promise.all(listChecks(session).map(carryOut))).flat().map(hideSecrets);
  const isHealthy = findings.every(({ state }) => state !== "problem");
  if (session.json) printJson({ ok: isHealthy, checks: findings });
  else printFindings(findings);
  return isHealthy ? exitCodes.ok : exitCodes.failed;
}

/** With settings that cannot be read there is only this to say about what they name. */
function listChecks(session: Session): Check[] {
  const servers = checkServers(session);
  let config: DoctorConfig;
  try {
    config = readDoctorConfig();
  } catch (error) {
    return [checkNode(), { name: "Settings", look: () => Promise.reject(error) }, ...servers];
  }
  return [
    checkNode(),
    checkHome(config),
    checkPostgres(config),
    checkQueue(config),
    checkArtifacts(config),
    ...checkPorts(config),
    ...servers,
  ];
}

/** Messages of drivers may quote an address. */
function hideSecrets({ message, hint, ...rest }: Finding): Finding {
  return {
    ...rest,
    message: hideUrlPassword(message),
    ...(hint !== undefined && { hint: hideUrlPassword(hint) }),
  };
}

const marks = {
  ok: paint.green("✓"),
  warning: paint.yellow("!"),
  problem: paint.red("✗"),
};

function printFindings(findings: Finding[]): void {
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const { name, state, message, hint } of findings) {
    print(`${marks[state]} ${name.padEnd(width)}  ${clean(message)}`);
    if (hint) print(`  ${" ".repeat(width)}  ${paint.cyan(`→ ${clean(hint)}`)}`);
  }
  const count = (state: Finding["state"]) => findings.filter((one) => one.state === state).length;
  print();
  const [problems, warnings] = [count("problem"), count("warning")];
  const rest = warnings > 0 ? `, ${plural(warnings, "warning")}` : "";
  print(problems > 0 ? paint.red(`${plural(problems, "problem")}${rest}`) : `No problem${rest}`);
}
