/** That another message of the same change has the room of the booking settled. */
export interface SettledTogether {
  readonly roomFollows?: true;
}

/**
 * Messages of one change to many bookings. A room is settled by the state that all of them have then, for which one message
 * is enough: the last of each key.
 */
export function settledTogether<F extends object>(
  facts: readonly F[],
  keyOf: (fact: F) => unknown = () => null,
): Array<F & SettledTogether> {
  const last = new Map(facts.map((fact, n) => [keyOf(fact), n]));
  return facts.map((fact, n) => (last.get(keyOf(fact)) === n ? fact : { ...fact, roomFollows: true as const }));
}
