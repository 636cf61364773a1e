import { AppError } from "@rookery/contracts";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";

/** PostgreSQL's text holds every character but NUL: no address that has one names anything. */
export function refuseNul(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  if (!request.url.includes("%00")) return done();
  done(new AppError("validation-failed", "The address holds a NUL character."));
}
