import { createHash } from 'node:crypto';
import { networkOf } from '../../kernel/network.js';
import { LANE, requestContext } from '../telemetry/request-context.js';

/** The queue whose lanes messages wait in unless they name another one. */
export const USUAL_QUEUE = 'events';
/** For what no request caused. */
const SYSTEM = 'system';
/**
 * In whose lane messages wait that are appended now: of the account whose request this is, or that caused the message
 * which is handled.
 */
export function currentLane(): string {
  const { userId, [LANE]: lane } = requestContext.getStore() ?? {};
  return userId ?? lane?.() ?? SYSTEM;
}

/**
 * Guests have no account, and which network they come from is not for keeping: one of 256 lanes, the same for the same
 * network (stochastic fairness queueing, McKenney 1990).
 * @param address of the network
 */
export function laneOfGuest(address: string): string {
  const [byte = 0] = createHash('sha256').update(networkOf(address)).digest();
  return `guest-${byte}`;
}

/** Where a message of a lane waits, as its row has it. */
export function placeOf(lane: string, queue = USUAL_QUEUE): string {
  return `${queue}/${lane}`;
}

export function laneAt(place: string): string {
  return place.slice(place.indexOf('/') + 1);
}

/** All lanes of a queue, as an interval of their places: after the one, and before the other. */
export function placesOf(queue = USUAL_QUEUE): { readonly after: string; readonly before: string } {
  return { after: `${queue}/`, before: `${queue}0` };
}
