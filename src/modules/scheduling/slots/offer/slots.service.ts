import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { type EventTypeRecord, EventTypesApi } from '../../event-types/event-types.api.js';
import { askedRange } from './asked-range.js';
import type { SlotExplanationQueryDto, SlotQueryDto } from './slot-query.dto.js';
import type { SlotExplanationDto, SlotListDto } from './slot.dto.js';
import { MovingBookings } from './moving-booking.js';
import { iso, toExplanationDto, toSlotDto } from './slot.mapper.js';
import { type SlotQuestion, SlotReader } from './slot-reader.js';
import { DURATION_NOT_OFFERED } from '../slots.errors.js';

type WantedSlot = Pick<SlotQueryDto, 'durationMinutes' | 'rescheduleBookingId'>;
type Wanted = Omit<SlotQuestion, 'window' | 'hostIds'>;

/** What can be booked, and why something cannot. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly types: EventTypesApi,
    private readonly reader: SlotReader,
    private readonly moving: MovingBookings,
    private readonly clock: Clock,
  ) {}

  /**
   * @param actor undefined for guests
   * @throws CodedError not_found, forbidden, validation_failed, range_too_long, duration_not_offered
   */
  async list(actor: Actor | undefined, query: SlotQueryDto): Promise<SlotListDto> {
    const type = await this.visibleOrThrow(actor, query.eventTypeId);
    const timeZone = query.timeZone ?? type.timeZone;
    const { start, end } = askedRange(query.from, query.to, timeZone);
    const wanted = await this.wanted(actor, type, query);
    const window = { start: Math.max(start, this.clock.now().getTime()), end };
    // What has passed is not offered, so a window that has is not read.
    const slots =
      window.start < end ? await this.reader.offered({ ...wanted, window, hostIds: query.hostIds ?? null }) : [];
    return {
      data: slots.map(toSlotDto),
      meta: { from: iso(start), to: iso(end), timeZone, durationMinutes: wanted.durationMinutes },
    };
  }

  /** @throws CodedError not_found, forbidden, duration_not_offered */
  async explain(actor: Actor | undefined, query: SlotExplanationQueryDto): Promise<SlotExplanationDto> {
    const type = await this.visibleOrThrow(actor, query.eventTypeId);
    const start = query.at.getTime();
    const window = { start, end: start + 1 };
    const wanted = await this.wanted(actor, type, query);
    const evaluation = await this.reader.evaluate({ ...wanted, window, hostIds: null });
    const isManager = actor !== undefined && (await this.types.manages(type, actor.userId));
    return toExplanationDto(evaluation.at(start), isManager);
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
