import { IsolatedRows } from '../../../../infra/database/isolated-rows.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer, needsToBeAlone } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { BookingsApi, type BookingView } from '../../../scheduling/bookings/bookings.api.js';
import { BOOKING_REASSIGNED } from '../../../scheduling/bookings/bookings.events.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { DeliveryQueue } from './delivery-queue.js';
import { SessionRooms } from '../../../learning/sessions/sessions.api.js';
import { SESSION_OWNERSHIP_TRANSFERRED } from '../../../learning/sessions/sessions.events.js';
import { toWebhookSession } from '../catalogue/webhook-session.js';
import { toWebhookBooking } from '../catalogue/webhook-booking.js';
import {
  changeOf,
  EVERYTHING,
  findWebhookEvent,
  WEBHOOK_EVENTS,
  type WebhookEvent,
} from '../catalogue/webhook-catalogue.js';
import { WebhookDeliveries } from '../deliveries/webhook-deliveries.repository.js';
import { composeMessage } from '../catalogue/webhook-message.js';
import { TELL_WEBHOOK } from '../webhooks.jobs.js';
import { type Listener, WebhooksRepository } from '../webhook/webhooks.repository.js';

/** An event, and its receivers: all webhooks, or with `webhookId` the one that failed among others. */
interface Telling {
  readonly event: WebhookEvent;
  readonly message: Message;
  readonly webhookId: string | null;
}

/** `userId`: whom it is about; `offeringId`: of courses. */
interface OrganizationFact {
  readonly organizationId: string;
  readonly userId?: string;
  readonly offeringId?: string;
}

/**
 * Fan-out: enqueues a delivery for every webhook that subscribes to an event and may see it, in one transaction. What
 * fails for one becomes a job of its own, with retries and a dead letter; the others do not wait for it.
 */
@Consumer({
  name: 'webhooks.fan-out',
  messages: [...WEBHOOK_EVENTS.map(({ source }) => source), TELL_WEBHOOK],
  together: true,
})
export class FanOutConsumer extends MessageConsumer {
  constructor(
    private readonly webhooks: WebhooksRepository,
    private readonly deliveries: WebhookDeliveries,
    private readonly queue: DeliveryQueue,
    private readonly bookings: BookingsApi,
    private readonly rooms: SessionRooms,
    private readonly users: UsersApi,
    private readonly rows: IsolatedRows,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, TELL_WEBHOOK)) return this.tell(message, null);
    const { webhookId, fact } = message.payload;
    await this.tell({ ...message, ...fact, createdAt: new Date(fact.createdAt) }, webhookId);
  }

  private async tell(message: Message, webhookId: string | null): Promise<void> {
    const event = findWebhookEvent(message.name);
    if (event?.subject === 'booking') await this.tellOfBooking({ event, message, webhookId });
    else if (event?.subject === 'session') await this.tellOfRoom({ event, message, webhookId });
    else if (event) await this.tellOrganization({ event, message, webhookId });
  }

  /**
   * The booking is read after its sequence number was taken under a row lock, so a higher number never comes with an
   * older snapshot. Events are counted whichever webhooks subscribe to them, so that a gap shows that one was not sent.
   */
  private async tellOfBooking(telling: Telling): Promise<void> {
    const { event, message } = telling;
    const { bookingId } = message.payload as { bookingId: string };
    const booking = await this.bookings.find(bookingId, 'organizer');
    const listeners = booking ? await this.listenersOf(booking.organizationId, hostsOf(booking, message)) : [];
    if (!booking || listeners.length === 0) return;
    needsToBeAlone();
    const sequence = await this.deliveries.nextSequence(bookingId);
    for (const viewer of ['organizer', 'others'] as const) {
      const interested = listeners.filter(
        (listener) => wants(listener, event) && (listener.userId === booking.organizer.id) === (viewer === 'organizer'),
      );
      const seen = interested.length > 0 ? await this.bookings.find(bookingId, viewer) : null;
      if (!seen) continue;
      const data = {
        version: event.version,
        sequence,
        booking: toWebhookBooking(seen),
        change: changeOf(event, message.payload),
      };
      await this.send(interested, telling, { sequence, people: peopleOf(seen), data });
    }
  }

  /** Of its members, and of its courses. */
  private async tellOrganization(telling: Telling): Promise<void> {
    const { event, message } = telling;
    const { organizationId, ...payload } = message.payload as OrganizationFact;
    const listeners = await this.webhooks.listeners({ userIds: [], organizationId });
    if (listeners.length === 0) return;
    needsToBeAlone();
    const { userId, offeringId } = payload;
    const about = event.subject === 'course' ? { offeringId } : { userId };
    const data = { version: event.version, organizationId, ...about, change: changeOf(event, message.payload) };
    await this.send(
      listeners.filter((listener) => wants(listener, event)),
      telling,
      { sequence: null, people: userId === undefined ? [] : [userId], data },
    );
  }

  /** For its owner and its organization; programs that are run outside of rooms are told to nobody. */
  private async tellOfRoom(telling: Telling): Promise<void> {
    const { event, message } = telling;
    const { sessionId, userId } = message.payload as { sessionId: string | null; userId?: string };
    const room = sessionId === null ? null : await this.rooms.find(sessionId);
    if (!room) return;
    const transfer = isMessage(message, SESSION_OWNERSHIP_TRANSFERRED) ? message.payload : null;
    const former = transfer ? [transfer.previousOwner] : [];
    // Another transfer may have followed.
    const named = [...(transfer ? [transfer.newOwner] : []), ...(userId === undefined ? [] : [userId])];
    const listeners = await this.listenersOf(room.organizationId, [room.ownerId, ...former]);
    const interested = listeners.filter((listener) => wants(listener, event));
    if (interested.length === 0) return;
    needsToBeAlone();
    const data = {
      version: event.version,
      session: toWebhookSession(room),
      change: changeOf(event, message.payload),
    };
    const people = [...new Set([room.ownerId, ...former, ...named])];
    await this.send(interested, telling, { sequence: null, people, data });
  }

  /** Webhooks that may see the booking or the room, without those of deactivated accounts. */
  private async listenersOf(organizationId: string | null, userIds: readonly string[]): Promise<Listener[]> {
    const listeners = await this.webhooks.listeners({ userIds, organizationId });
    if (!listeners.some(({ userId }) => userId !== null)) return listeners;
    const owners = await this.users.findByIds(userIds);
    return listeners.filter(({ userId }) => userId === null || owners.get(userId)?.isActive);
  }

  private async send(
    listeners: readonly Listener[],
    { event, message: fact, webhookId }: Telling,
    content: { readonly sequence: number | null; readonly people: readonly string[]; readonly data: object },
  ): Promise<void> {
    const { id, createdAt } = fact;
    const message = composeMessage({ id, event: event.name, at: createdAt, ...content });
    if (webhookId !== null) {
      if (listeners.some((listener) => listener.id === webhookId)) await this.queue.add(webhookId, message);
      return;
    }
    const failed = await this.rows.forEach(
      'webhooks.fan-out',
      listeners,
      (listener) => listener.id,
      (listener) => this.queue.add(listener.id, message),
    );
    for (const listener of failed) await this.sendLater(listener, fact);
  }

  private async sendLater({ id: webhookId }: Listener, { id, name, payload, createdAt }: Message): Promise<void> {
    await this.outbox.append(TELL_WEBHOOK, {
      webhookId,
      fact: { id, name, payload, createdAt: createdAt.toISOString() },
    });
  }
}

/** Also the former host of a reassigned booking, whose webhooks are notified as well, to drop their copies. */
function hostsOf({ organizer }: BookingView, message: Message): string[] {
  return isMessage(message, BOOKING_REASSIGNED) ? [organizer.id, message.payload.previousHostId] : [organizer.id];
}

function wants({ isActive, events }: Listener, { name }: WebhookEvent): boolean {
  return isActive && (events.includes(name) || events.includes(EVERYTHING));
}

function peopleOf({ organizer, attendees }: BookingView): string[] {
  const known = attendees.flatMap(({ userId, email }) => userId ?? email?.toLowerCase() ?? []);
  return [...new Set([organizer.id, ...known])];
}
