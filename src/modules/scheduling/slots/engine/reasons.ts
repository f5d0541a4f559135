import type { LimitPeriod } from '../../event-types/event-types.api.js';

/** Why a start is not free. */
export const REASON_CODES = [
  'inactive',
  'no_host',
  'in_the_past',
  'minimum_notice',
  'beyond_window',
  'resource_inactive',
  'resource_closed',
  'resource_taken',
  'no_schedule',
  'outside_hours',
  'off_grid',
  'out_of_office',
  'slot_taken',
  'buffer',
  'externally_busy',
  'attending',
  'limit_reached',
  'no_seats_left',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** Period of the limit; for `limit_reached`. */
  readonly period?: LimitPeriod;
  /** The required bookable; for `resource_...`. */
  readonly bookableId?: string;
}
