/** Somebody who wants some of what there is. */
export interface Claimant {
  id: string;
  /** Gets this many times as much as one of priority 1. */
  priority: number;
  /** Gets no more than this. */
  wants: number;
}

/**
 * Shares out room by stride scheduling (Waldspurger and Weihl, 1995): each
 * claimant has a pass that advances by 1 / priority with every unit it gets, and
 * the smallest pass gets the next unit. Passes are kept from call to call, so
 * that over time shares are exact however small each room is; a newcomer begins
 * where the others are, with no claim to what it missed.
 */
export interface RoomSharer {
  /** Units per claimant, in the order of the claimants, for those that get any. */
  share(room: number, claimants: readonly Claimant[]): Map<string, number>;
}

export function createRoomSharer(): RoomSharer {
  let passes = new Map<string, number>();
  return {
    share(room, claimants) {
      const known = claimants.flatMap(({ id }) => passes.get(id) ?? []);
      const start = known.length === 0 ? 0 : Math.min(...known);
      // Measured from the start, so that they do not grow for ever.
      passes = new Map(claimants.map(({ id }) => [id, (passes.get(id) ?? start) - start]));
      const shares = new Map<string, number>();
      for (let left = room; left > 0; left--) {
        const next = findNext(claimants, shares, passes);
        if (next === undefined) break;
        shares.set(next.id, (shares.get(next.id) ?? 0) + 1);
        passes.set(next.id, (passes.get(next.id) ?? 0) + 1 / next.priority);
      }
      return shares;
    },
  };
}

function findNext(
  claimants: readonly Claimant[],
  shares: ReadonlyMap<string, number>,
  passes: ReadonlyMap<string, number>,
): Claimant | undefined {
  let next: Claimant | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const claimant of claimants) {
    if ((shares.get(claimant.id) ?? 0) >= claimant.wants) continue;
    const pass = passes.get(claimant.id) ?? 0;
    if (pass < least) {
      next = claimant;
      least = pass;
    }
  }
  return next;
}
