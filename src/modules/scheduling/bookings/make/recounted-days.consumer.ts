import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import { EVENT_TYPE_CHANGED } from '../../event-types/event-types.events.js';
import { SlotsApi } from '../../slots/slots.api.js';
import { PlacedBookingsRepository } from './placed-bookings.repository.js';

/** Recounts limits when the zone of a type changes: earlier bookings count on local dates of the new zone. */
@Consumer({ name: 'bookings.recounted-days', messages: [EVENT_TYPE_CHANGED] })
export class RecountedDaysConsumer extends MessageConsumer {
  constructor(
    private readonly types: EventTypesApi,
    private readonly bookings: PlacedBookingsRepository,
    private readonly slots: SlotsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (!isMessage(message, EVENT_TYPE_CHANGED) || !message.payload.fields.includes('timeZone')) return;
    const type = await this.types.lock(message.payload.eventTypeId);
    if (type) await this.slots.recountDays(type, () => this.bookings.recountDays(type.id, type.timeZone));
  }
}
