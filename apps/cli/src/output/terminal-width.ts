/** Columns of the terminal; some say 0 when they do not know. */
export function widthOf(terminal: { columns?: number }): number {
  return terminal.columns || 80;
}
