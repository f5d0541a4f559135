import { Injectable } from '@nestjs/common';

/**
 * The release of the tz database that this process computes instants with: `2025c`. Releases sort by age as text; ''
 * for an unknown one sorts first.
 */
@Injectable()
export class ZoneData {
  readonly release = process.versions['tz'] ?? '';
}
