import { defineEvent, defineJob } from '../../../kernel/message.js';
import type { Obstacle } from './waitlist.rules.js';

export interface WaitlistFact {
  readonly entryId: string;
  readonly eventTypeId: string;
  /** Who waits; null for guests. */
  readonly userId: string | null;
}

export interface WaitlistOffered extends WaitlistFact {
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  readonly expiresAt: string;
}

export const WAITLIST_JOINED = defineEvent<WaitlistFact>('waitlist.joined');
export const WAITLIST_OFFERED = defineEvent<WaitlistOffered>('waitlist.offered');
export const WAITLIST_ACCEPTED = defineEvent<WaitlistFact & { readonly bookingId: string }>('waitlist.accepted');
export const WAITLIST_OFFER_EXPIRED = defineEvent<Omit<WaitlistOffered, 'expiresAt'>>('waitlist.offer_expired');
export const WAITLIST_PASSED_OVER = defineEvent<WaitlistFact & { readonly obstacle: Obstacle }>('waitlist.passed_over');
export const WAITLIST_LEFT = defineEvent<WaitlistFact>('waitlist.left');
/** A host, or who manages the event type, has removed the entry. */
export const WAITLIST_REMOVED = defineEvent<WaitlistFact>('waitlist.removed');

/** Scheduled for the end of the range, and for the expiry of an offer; a no-op when the entry has not expired, or has ended. */
export const LAPSE_OFFER = defineJob<{ readonly entryId: string }>('waitlist.lapse-offer');

export interface SearchOn {
  readonly eventTypeIds: readonly string[];
  /** What was freed. ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** Keyset cursor: the last entry that was served. */
  readonly after: { readonly id: string; readonly createdAt: string };
}

export interface ServeEntry {
  readonly entryId: string;
  /** Absent, like the next one, in jobs of an older release; the entry has both unless it is deleted. */
  readonly eventTypeId?: string;
  /** When it joined: its place in the queue. */
  readonly createdAt?: string;
  /** What was freed. ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
}

/** Serves one entry that failed among others, in a transaction of its own, and then those behind it. */
export const SERVE_ENTRY = defineJob<ServeEntry>('waitlist.serve-entry');

/** Serves the rest of a queue in a transaction of its own. */
export const SEARCH_ON = defineJob<SearchOn>('waitlist.search-on');
