import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { askedRange } from './asked-range.js';
import type { SlotExplanationQueryDto, SlotQueryDto } from './slot-query.dto.js';
import type { SlotExplanationDto, SlotListDto } from './slot.dto.js';
import { MovingBookings } from './moving-bookings.js';
import { iso, toExplanationDto, toSlotDto } from './slot.mapper.js';
import { DURATION_NOT_OFFERED, type SlotSearch, SlotsApi } from '../../slots/slots.api.js';

type WantedSlot = Pick<SlotQueryDto, 'durationMinutes' | 'rescheduleBookingId'>;
type Wanted = Omit<SlotSearch, 'window' | 'hostIds'>;

/** Lists free slots, and explains why others are not free. */
@Injectable()
export class SlotOffers {
  constructor(
    private readonly types: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly moving: MovingBookings,
  ) {}

  /**
   * @param actor undefined for guests
   * @throws CodedError not_found, forbidden, validation_failed, range_too_long, duration_not_offered
   */
  async list(actor: Actor | undefined, query: SlotQueryDto): Promise<SlotListDto> {
    const type = await this.visibleOrThrow(actor, query.eventTypeId);
    const timeZone = query.timeZone ?? type.timeZone;
    const window = askedRange(query.from, query.to, timeZone);
    const wanted = await this.wanted(actor, type, query);
    const slots = await this.slots.list({ ...wanted, window, hostIds: query.hostIds ?? null });
    return {
      data: slots.map(toSlotDto),
      meta: { from: iso(window.start), to: iso(window.end), timeZone, durationMinutes: wanted.durationMinutes },
    };
  }

  /** @throws CodedError not_found, forbidden, duration_not_offered */
  async explain(actor: Actor | undefined, query: SlotExplanationQueryDto): Promise<SlotExplanationDto> {
    const type = await this.visibleOrThrow(actor, query.eventTypeId);
    const verdict = await this.slots.explain(await this.wanted(actor, type, query), query.at.getTime());
    const isManager = actor !== undefined && (await this.types.manages(type, actor.userId));
    return toExplanationDto(verdict, isManager);
  }

  private async wanted(actor: Actor | undefined, type: EventTypeRecord, query: WantedSlot): Promise<Wanted> {
    const { durationMinutes, rescheduleBookingId } = query;
    if (rescheduleBookingId === undefined)
      return { type, durationMinutes: durationOrThrow(type, durationMinutes), seats: 1 };
    const booking = await this.moving.find(actor, type.id, rescheduleBookingId);
    const isKept = durationMinutes === undefined || durationMinutes === booking.durationMinutes;
    return {
      type,
      durationMinutes: isKept ? booking.durationMinutes : durationOrThrow(type, durationMinutes),
      seats: booking.seats,
      released: [booking],
      exceptHostIds: booking.exceptHostIds,
    };
  }

  private async visibleOrThrow(actor: Actor | undefined, id: string): Promise<EventTypeRecord> {
    const type = await this.types.find(id);
    if (!type || !(await this.types.isVisible(type, actor?.userId ?? null))) throw new CodedError(NOT_FOUND);
    return type;
  }
}

function durationOrThrow({ durations }: EventTypeRecord, wanted: number | undefined): number {
  const duration = wanted ?? durations[0];
  if (duration === undefined || !durations.includes(duration))
    throw new CodedError(DURATION_NOT_OFFERED, { extensions: { durations } });
  return duration;
}
