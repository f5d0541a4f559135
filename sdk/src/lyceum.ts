import { Connection } from './connection.js';
import { Resources } from './generated/resources.js';
import type { LyceumOptions } from './options.js';

/**
 * Everything that the server offers, by resource: `lyceum.bookings.create(…)`. Programs that are small on purpose make a
 * `Connection` and of the resources what they need: `new BookingsApi(connection)`.
 */
export class Lyceum extends Resources {
  /** @throws TypeError for a base URL that is none, and for two ways of saying who calls */
  constructor(options: LyceumOptions) {
    super(new Connection(options));
  }
}
