import type { RequestWithActor } from '../access/access.decorator.js';
import type { Charges } from './charges.guard.js';
import { namedPeople } from './named-people.js';
import type { Share } from './quotas.js';

/**
 * Whoever takes or waits for slots of an event type: people by their account, guests by their network (for each type
 * apart, because a class may book the same hour from one building) and by the address that they give.
 */
export function slotCharges({ body, user }: RequestWithActor, network: string): Charges {
  const [booker, guests] = [namedPeople(body, 'attendee'), namedPeople(body, 'guests')];
  if (user) return { recipients: [...booker, ...guests], shares: [{ quota: 'slots-account', of: user.userId }] };
  const { eventTypeId } = body as { readonly eventTypeId?: unknown };
  return {
    recipients: [...booker, ...guests],
    shares: [
      { quota: 'slots-network', of: `${network} ${String(eventTypeId)}` },
      ...booker.map((address): Share => ({ quota: 'slots-address', of: address })),
    ],
  };
}
