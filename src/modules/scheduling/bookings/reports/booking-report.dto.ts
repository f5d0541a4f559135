import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EnumField, LocalDateField, TimeZoneField } from '../../../../infra/http/fields.js';
import { BookingPersonDto } from '../booking/booking.dto.js';
import { REPORT_DIMENSIONS, type ReportDimension } from './booking-report.rules.js';

export class BookingReportQueryDto {
  @LocalDateField({
    optional: true,
    example: '2027-01-01',
    description: 'The first day; without it the report has 30 days.',
  })
  from?: string;

  @LocalDateField({
    optional: true,
    example: '2027-01-31',
    description: 'The last day, included; today, where neither is given. At most 366 days are reported.',
  })
  to?: string;

  @TimeZoneField({ optional: true, description: 'Of the days and weeks; that of the caller where it is left out.' })
  timeZone?: string;
}

export class BookingReportFileQueryDto extends BookingReportQueryDto {
  @EnumField(REPORT_DIMENSIONS, {
    optional: true,
    name: 'BookingReportDimension',
    description: 'What a row is of; `week` where it is left out.',
  })
  by?: ReportDimension;
}

@ApiSchema({ name: 'BookingFigures' })
export class BookingFiguresDto {
  /**
   * In every state.
   * @example 12
   */
  bookings: number;
  /** @example 1 */
  pending: number;
  /** @example 8 */
  confirmed: number;
  /** @example 2 */
  cancelled: number;
  /** @example 1 */
  declined: number;
  /**
   * Of the cancelled ones: by who gives them.
   * @example 1
   */
  cancelledByHost: number;
  /**
   * Of the cancelled ones: by who booked or attends them. What managers cancelled, or what ended by itself, is neither.
   * @example 1
   */
  cancelledByGuest: number;
  /**
   * People of confirmed bookings of whom it is recorded that they came.
   * @example 6
   */
  attended: number;
  /**
   * People of confirmed bookings of whom it is recorded that they did not come (no-shows).
   * @example 1
   */
  absent: number;
  /**
   * Of confirmed bookings; a slot that several share counts once.
   * @example 480
   */
  bookedMinutes: number;
}

@ApiSchema({ name: 'BookingFiguresOfWeek' })
export class WeekFiguresDto extends BookingFiguresDto {
  /** Its Monday. */
  @ApiProperty({ type: String, format: 'date', example: '2027-01-04' })
  week: string;
}

@ApiSchema({ name: 'ReportedEventType' })
export class ReportedEventTypeDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;
  /** @example 'Mentoring with Ada' */
  title: string;
}

@ApiSchema({ name: 'BookingFiguresOfEventType' })
export class EventTypeFiguresDto extends BookingFiguresDto {
  /** Null for bookings without one. */
  @ApiProperty({ type: ReportedEventTypeDto, nullable: true })
  eventType: ReportedEventTypeDto | null;
}

@ApiSchema({ name: 'BookingFiguresOfHost' })
export class HostFiguresDto extends BookingFiguresDto {
  host: BookingPersonDto;
}

@ApiSchema({ name: 'BookingReport' })
export class BookingReportDto {
  @ApiProperty({ type: String, format: 'date', example: '2027-01-01' })
  from: string;
  /** Included. */
  @ApiProperty({ type: String, format: 'date', example: '2027-01-31' })
  to: string;
  /** @example Europe/Paris */
  timeZone: string;
  total: BookingFiguresDto;
  /** Every week that has one of the days, also those without bookings; the first may begin before them. */
  weeks: WeekFiguresDto[];
  @ApiProperty({ type: EventTypeFiguresDto, isArray: true, maxItems: 100, description: 'The most booked first.' })
  eventTypes: EventTypeFiguresDto[];
  @ApiProperty({
    type: HostFiguresDto,
    isArray: true,
    maxItems: 100,
    description: 'The most booked first. What several give together counts for each of them.',
  })
  hosts: HostFiguresDto[];
}
