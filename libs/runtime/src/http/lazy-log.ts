import type { FastifyBaseLogger } from "fastify";

type Child = FastifyBaseLogger["child"];

/**
 * A logger that is made when something is first logged. Fastify makes a child
 * logger for each request, which costs as much as the rest of an empty route,
 * while most requests log nothing.
 */
export class LazyLog implements FastifyBaseLogger {
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | undefined;

  constructor(make: () => FastifyBaseLogger) {
    this.#make = make;
  }

  get #real(): FastifyBaseLogger {
    this.#made ??= this.#make();
    return this.#made;
  }

  child(...options: Parameters<Child>): FastifyBaseLogger {
    return new LazyLog(() => this.#real.child(...options));
  }

  get level() {
    return this.#real.level;
  }
  set level(level) {
    this.#real.level = level;
  }
  get trace() {
    return this.#real.trace.bind(this.#real);
  }
  get debug() {
    return this.#real.debug.bind(this.#real);
  }
  get info() {
    return this.#real.info.bind(this.#real);
  }
  get warn() {
    return this.#real.warn.bind(this.#real);
  }
  get error() {
    return this.#real.error.bind(this.#real);
  }
  get fatal() {
    return this.#real.fatal.bind(this.#real);
  }
  get silent() {
    return this.#real.silent.bind(this.#real);
  }
}
