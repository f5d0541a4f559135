import type { SkipCode } from './reading-notes.js';

/** Why one event of a calendar takes no time, although it should: it is passed over, and its owner is told. */
export class EventFault extends Error {
  override readonly name = 'EventFault';

  constructor(readonly code: SkipCode) {
    super(code);
  }
}
