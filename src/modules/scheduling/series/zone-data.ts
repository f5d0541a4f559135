import { Injectable } from '@nestjs/common';

/**
 * The release of the IANA time zone data that this process computes instants with: `2025c`. Releases sort by age as
 * text, and nothing, where the runtime does not know, before all of them.
 */
@Injectable()
export class ZoneData {
  readonly release = process.versions['tz'] ?? '';
}
