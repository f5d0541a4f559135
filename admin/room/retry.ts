/** What a page does after its connection has ended. */
export type AfterEnd =
  | { readonly kind: 'again'; readonly pauseMs: number }
  /** With a new token, at once. */
  | { readonly kind: 'renew' }
  /** With another client id, at once. */
  | { readonly kind: 'rename' }
  | { readonly kind: 'over'; readonly why: Over };

export type Over = 'forbidden' | 'not_found' | 'edit_refused';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Of a connection that sent more than it may, or one too many. */
const CROWDED_PAUSE_MS = 5_000;

/**
 * @param code what the server said before the end; null when the network broke
 * @param failures how often it has failed since it last worked
 * @param random between 0 and 1: not all pages come back at once
 */
export function afterEnd(code: string | null, failures: number, random: () => number): AfterEnd {
  switch (code) {
    case 'token_expired':
    case 'token_invalid':
    case 'session_ended':
      return { kind: 'renew' };
    case 'client_id_taken':
      return { kind: 'rename' };
    case 'forbidden':
    case 'not_found':
      return { kind: 'over', why: code };
    case 'edit_refused':
    case 'malformed_message':
      return { kind: 'over', why: 'edit_refused' };
    default: {
      const least = code === 'rate_limited' || code === 'too_many_connections' ? CROWDED_PAUSE_MS : 0;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + random() / 2);
      return { kind: 'again', pauseMs: Math.max(pause, least) };
    }
  }
}
