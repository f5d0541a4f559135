import type { Charges } from '../../../infra/quotas/charges.guard.js';
import type { Brand } from '../../people/organizations/brands.api.js';
import type { BookingStatus } from './booking/booking.rules.js';
import type { OfferedSlot } from './guest-pages.api.js';

export { ALREADY_CANCELLED, ALREADY_DECLINED, NOT_PENDING } from './bookings.errors.js';

/** A booking as one of its hosts sees it. */
export interface HostedBookingView {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly start: string;
  readonly end: string;
  /** IANA zone of the host. */
  readonly timeZone: string;
  readonly status: BookingStatus;
  readonly location: string | null;
  readonly hostName: string;
  /** Of the organization. */
  readonly brand: Brand | null;
  /** The booker. */
  readonly guest: { readonly name: string; readonly email: string | null };
  readonly answers: ReadonlyArray<{ readonly label: string; readonly value: string }>;
  /** What the booker wants the hosts to know. */
  readonly notes: string | null;
  readonly seats: number;
  readonly cancelReason: string | null;
  readonly canDecide: boolean;
  readonly canCancel: boolean;
  readonly linkExpiresAt: string;
  readonly version: number;
}

/**
 * Operations of hosts by the link in their e-mails: see, confirm, decline and cancel the booking. Every method throws
 * not_found for links that are unknown or not valid any more.
 */
export abstract class HostedBookingsApi {
  abstract show(token: string): Promise<HostedBookingView>;
  /** Everybody is written to about each move, so that moving to and fro fills no mailboxes; nothing for unknown links. */
  abstract chargesOfMove(token: string): Promise<Charges>;
  /** @throws CodedError not_pending, already_cancelled, already_declined, precondition_failed */
  abstract confirm(token: string, version: number | undefined): Promise<HostedBookingView>;
  /** @throws CodedError not_pending, already_cancelled, already_declined, precondition_failed */
  abstract decline(token: string, reason: string | undefined, version: number | undefined): Promise<HostedBookingView>;
  /** What the booking can move to; nothing when its event type is archived. Local dates of the host's zone, both included. */
  abstract slots(token: string, days: { readonly from: string; readonly to: string }): Promise<readonly OfferedSlot[]>;
  /**
   * Another host may give it then, who has time where this one has none; its link is valid no more.
   * @throws CodedError slot_taken, outside_availability, limit_reached, in_the_past, already_cancelled, already_declined,
   * precondition_failed
   */
  abstract move(
    token: string,
    start: Date,
    reason: string | undefined,
    version: number | undefined,
  ): Promise<HostedBookingView>;
  /** @throws CodedError already_cancelled, already_declined, precondition_failed */
  abstract cancel(token: string, reason: string | undefined, version: number | undefined): Promise<HostedBookingView>;
}
