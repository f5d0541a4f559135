import { Injectable } from '@nestjs/common';

/** The release of the IANA time zone data that this process computes instants with. */
@Injectable()
export class ZoneData {
  readonly release = process.versions['tz'] ?? 'unknown';
}
