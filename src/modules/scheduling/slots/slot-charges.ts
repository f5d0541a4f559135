import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import type { Charges } from '../../../infra/quotas/charges.guard.js';
import { namedPeople } from '../../../infra/quotas/named-people.js';
import type { Share } from '../../../infra/quotas/quotas.js';
import { SLOTS_ACCOUNT, SLOTS_ADDRESS, SLOTS_NETWORK } from './slots.limits.js';

/** Charge of one slot to an account. */
export function slotOf(userId: string): Share {
  return { quota: SLOTS_ACCOUNT, of: userId };
}

/**
 * Charges for booking or waiting for slots of an event type: people by account, guests by network (per event type,
 * because a class may book the same hour from one building) and by the address that they give.
 */
export function slotCharges({ body, user }: Pick<RequestWithActor, 'body' | 'user'>, network: string): Charges {
  const [booker, guests] = [namedPeople(body, 'attendee'), namedPeople(body, 'guests')];
  if (user) return { recipients: [...booker, ...guests], shares: [slotOf(user.userId)] };
  const { eventTypeId } = body as { readonly eventTypeId?: unknown };
  return {
    recipients: [...booker, ...guests],
    shares: [
      { quota: SLOTS_NETWORK, of: `${network} ${String(eventTypeId)}` },
      ...booker.map((address): Share => ({ quota: SLOTS_ADDRESS, of: address })),
    ],
  };
}
