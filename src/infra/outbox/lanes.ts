import { createHash } from 'node:crypto';
import { networkOf } from '../../kernel/network.js';
import { LANE, requestContext } from '../telemetry/request-context.js';

/** The default queue. */
export const USUAL_QUEUE = 'events';
/** Lane of messages that no request caused. */
const SYSTEM = 'system';
/**
 * The lane of messages that are appended now (fair queueing): that of the account whose request this is, or of the
 * message that is being handled.
 */
export function currentLane(): string {
  const { userId, [LANE]: lane } = requestContext.getStore() ?? {};
  return userId ?? lane?.() ?? SYSTEM;
}

/**
 * Lane of a guest: one of 256, by a hash of the network, which itself is not stored (stochastic fairness queueing,
 * McKenney 1990).
 * @param address IP address
 */
export function laneOfGuest(address: string): string {
  const [byte = 0] = createHash('sha256').update(networkOf(address)).digest();
  return `guest-${byte}`;
}

/** Queue and lane as stored in the message's row. */
export function placeOf(lane: string, queue = USUAL_QUEUE): string {
  return `${queue}/${lane}`;
}

export function laneAt(place: string): string {
  return place.slice(place.indexOf('/') + 1);
}

/** Exclusive bounds of the places of all lanes of a queue, for range scans. */
export function placesOf(queue = USUAL_QUEUE): { readonly after: string; readonly before: string } {
  return { after: `${queue}/`, before: `${queue}0` };
}
