import type { SkipCode } from './reading-notes.js';

/** Why one event is malformed: it is skipped, and the owner of the calendar gets a note. */
export class EventFault extends Error {
  override readonly name = 'EventFault';

  constructor(readonly code: SkipCode) {
    super(code);
  }
}
