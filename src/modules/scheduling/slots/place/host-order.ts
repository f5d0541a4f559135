import type { SlotGiver } from '../engine/evaluate.js';

export interface HostRank {
  readonly userId: string;
  readonly weight: number;
  readonly priority: number;
}

/**
 * Round robin: sorts hosts by priority, then by bookings per weight, fewest first; ties go by id, so that the order is
 * deterministic.
 * @param givers free hosts and stand-ins
 * @param bookings of each host in the fairness window
 */
export function inTurn(
  givers: readonly SlotGiver[],
  ranks: readonly HostRank[],
  bookings: ReadonlyMap<string, number>,
): SlotGiver[] {
  const rankOf = new Map(ranks.map((rank) => [rank.userId, rank]));
  const scored = givers.map((giver) => {
    const { weight = 1, priority = 0 } = rankOf.get(giver.standsInFor ?? giver.hostId) ?? {};
    return { giver, priority, load: (bookings.get(giver.hostId) ?? 0) / weight, weight };
  });
  scored.sort(
    (a, b) =>
      b.priority - a.priority || a.load - b.load || b.weight - a.weight || a.giver.hostId.localeCompare(b.giver.hostId),
  );
  return scored.map(({ giver }) => giver);
}
