import { Injectable } from '@nestjs/common';
import { gatherable } from '../../../../infra/database/gathering.js';
import { EventTypesApi, type Question } from '../../event-types/event-types.api.js';
import type { BookingRow } from '../booking/booking-row.js';
import type { People } from '../booking/booking-view.js';
import { type GuestDetails, guestOf } from './guest-details.js';

/** Reads the questions of event types, to label guests' answers. */
@Injectable()
export class BookingGuests {
  constructor(private readonly types: EventTypesApi) {}

  async of(booking: BookingRow, people: People): Promise<GuestDetails | null> {
    const typeId = askingType(booking);
    return guestOf(booking, people, typeId === null ? [] : await this.questionsOf(typeId));
  }

  /** By booking id, in one query. */
  async ofAll(bookings: readonly BookingRow[], people: People): Promise<Map<string, GuestDetails | null>> {
    const typeIds = new Set(bookings.flatMap((booking) => askingType(booking) ?? []));
    const questions = await this.types.questionsOf([...typeIds]);
    return new Map(
      bookings.map((booking) => [booking.id, guestOf(booking, people, questions.get(booking.eventTypeId ?? '') ?? [])]),
    );
  }

  private readonly questionsOf = gatherable<string, readonly Question[]>({
    one: async (typeId) => (await this.types.questionsOf([typeId])).get(typeId) ?? [],
    many: async (typeIds) => {
      const questions = await this.types.questionsOf([...new Set(typeIds)]);
      return typeIds.map((id) => questions.get(id) ?? []);
    },
  });
}

/** Null without answers. */
function askingType({ eventTypeId, answers }: BookingRow): string | null {
  return Object.keys(answers).length === 0 ? null : eventTypeId;
}
