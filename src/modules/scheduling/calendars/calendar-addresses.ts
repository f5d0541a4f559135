import { Injectable } from '@nestjs/common';
import { Sealer } from '../../../infra/sealing/sealer.js';
import type { ExternalCalendar } from './entities/external-calendar.entity.js';
import { maskedUrl } from './external-calendar.rules.js';

const SEALED_FOR = 'external_calendars.sealed_url';

/** Encryption at rest of calendar URLs, which often hold a secret. */
@Injectable()
export class CalendarAddresses {
  constructor(private readonly sealer: Sealer) {}

  seal(url: string): Pick<ExternalCalendar, 'sealedUrl' | 'maskedUrl'> {
    return { sealedUrl: this.sealer.seal(url, SEALED_FOR), maskedUrl: maskedUrl(url) };
  }

  /** @returns null when the encryption key has changed since */
  open({ sealedUrl }: Pick<ExternalCalendar, 'sealedUrl'>): string | null {
    return this.sealer.open(sealedUrl, SEALED_FOR);
  }
}
