import type { Charges } from '../../../infra/quotas/charges.guard.js';

/** Whose link: the booker's, or one of a host. */
export type LinkHolder = 'guest' | 'host';

/** Links of bookings that newer ones have replaced. */
export abstract class ReplacedLinksApi {
  /** Whether the link has been replaced, and whose it was may still have a valid one. */
  abstract isReplaced(holder: LinkHolder, token: string): Promise<boolean>;
  /** Mails the valid link to the present address of whose it was, if there is one. Does nothing for other links. */
  abstract sendValid(holder: LinkHolder, token: string): Promise<void>;
  /** One mail; nothing for other links. */
  abstract chargesOf(holder: LinkHolder, token: string): Promise<Charges>;
}
