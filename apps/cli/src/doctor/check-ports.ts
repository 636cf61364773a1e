import { createClient } from "@rookery/client";
import { pickPort } from "@rookery/embedded";
import { type Check, ok, warning } from "./finding.ts";
import type { DoctorConfig } from "./read-doctor-config.ts";

/** Free, or held by Rookery itself. */
export function checkPorts({ http, inferencePort }: DoctorConfig): Check[] {
  return [
    portCheck("Port", { host: http.host, port: http.port, variable: "PORT" }),
    portCheck("Inference port", {
      host: http.host,
      port: inferencePort,
      variable: "INFERENCE_PORT",
    }),
  ];
}

interface Listening {
  host: string;
  port: number;
  variable: string;
}

function portCheck(name: string, { host, port, variable }: Listening): Check {
  return {
    name,
    look: async () => {
      if (port === 0) return [ok("chosen by the system at each start")];
      if ((await pickPort({ preferred: port, host })) === port) return [ok(`${port} is free`)];
      const url = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
      const isOurs = await createClient({ url })
        .health()
        .then(
          () => true,
          () => false,
        );
      if (isOurs) return [ok(`${port} is used by a running Rookery`)];
      return [
        warning(
          `${port} is used by another program: \`rookery start\` would take another one.`,
          `Stop that program, or set ${variable}.`,
        ),
      ];
    },
  };
}
