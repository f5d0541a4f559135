import type { Language } from '../../../kernel/language.js';

export { SLOTS_AVAILABLE } from './waitlist.errors.js';

/** What a guest's form waits for; validated as the body of `POST /waitlist` is. */
export interface GuestWish {
  readonly eventTypeId: string;
  readonly from: Date;
  readonly to: Date;
  readonly durationMinutes?: number;
  readonly timeZone?: string;
  readonly attendee?: { readonly email: string; readonly name: string };
  readonly answers?: Record<string, unknown>;
  readonly notes?: string;
}

/** A form as it was shown and sent. */
export interface SentWish {
  /** Unique to each form that was shown. */
  readonly key: string;
  readonly address: string;
}

/** What pages do for people who wait and are not signed in. */
export abstract class WaitlistApi {
  /**
   * As `POST /waitlist` does for a guest, once for each form that is sent several times.
   * @returns the link to the entry
   * @throws CodedError of those that `POST /waitlist` answers with
   */
  abstract join(wish: GuestWish, language: Language, form: SentWish): Promise<string | null>;
}
