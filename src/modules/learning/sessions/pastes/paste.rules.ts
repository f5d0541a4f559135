import { SECOND } from '../../../../kernel/clock.js';

/** So much text at once is noted, in UTF-16 units. */
export const PASTE_LENGTH = 200;
/** What somebody writes into a file within this time counts together: nobody types 40 characters a second for so long. */
export const PASTE_WINDOW_MS = 5 * SECOND;

/**
 * How text came. `at_once`: over a connection, in one edit or in several that nobody types as fast; `after_offline`: with
 * what somebody brought when their connection came back, typed meanwhile or not; `over_api`: without a connection, as a
 * file or an archive.
 */
export const LIVE_PASTE_WAYS = ['at_once', 'after_offline'] as const;
export const PASTE_WAYS = [...LIVE_PASTE_WAYS, 'over_api'] as const;
export type PasteWay = (typeof PASTE_WAYS)[number];

/** People and files of whom edits are remembered, before those of long ago are forgotten. */
const MOST_REMEMBERED = 500;

interface Recent {
  readonly at: number;
  readonly length: number;
}

/** Tells text that comes faster than anybody types, in one room. */
export class PasteWatch {
  private readonly recent = new Map<string, readonly Recent[]>();

  /**
   * @param at in milliseconds, of any clock that goes on evenly
   * @returns how long what was pasted is, with the pieces that came just before; null for what may be typed
   */
  see(personId: string, fileId: string, length: number, at: number): number | null {
    if (length >= PASTE_LENGTH) return length;
    const key = `${personId} ${fileId}`;
    const pieces = [...(this.recent.get(key) ?? []).filter((piece) => at - piece.at < PASTE_WINDOW_MS), { at, length }];
    const sum = pieces.reduce((total, piece) => total + piece.length, 0);
    if (sum < PASTE_LENGTH) this.recent.set(key, pieces);
    else this.recent.delete(key);
    if (this.recent.size > MOST_REMEMBERED) this.forgetBefore(at - PASTE_WINDOW_MS);
    return sum < PASTE_LENGTH ? null : sum;
  }

  private forgetBefore(moment: number): void {
    for (const [key, pieces] of this.recent) if ((pieces.at(-1)?.at ?? 0) <= moment) this.recent.delete(key);
  }
}
