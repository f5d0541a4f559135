import { Injectable } from '@nestjs/common';
import type { RequestWithActor } from '../../../infra/access/access.decorator.js';
import { type Charges, ChargeSource } from '../../../infra/quotas/charges.guard.js';
import { namedPeople } from '../../../infra/quotas/named-people.js';
import { isId } from '../../../kernel/ids.js';
import { SeriesRepository } from './series.repository.js';

/** Charges of a new series: one e-mail per attendee. */
@Injectable()
export class NewSeriesCharges extends ChargeSource {
  async of({ body }: RequestWithActor): Promise<Charges> {
    return { recipients: namedPeople(body, 'attendees') };
  }
}

/** Charges of a change: one e-mail per attendee, added ones included. */
@Injectable()
export class SeriesChangeCharges extends ChargeSource {
  constructor(private readonly repository: SeriesRepository) {
    super();
  }

  async of({ params, body }: RequestWithActor): Promise<Charges> {
    const { id = '' } = params as { readonly id?: string };
    const series = isId(id) ? await this.repository.find(id) : null;
    const people = series?.people.flatMap(({ userId, email }) => userId ?? email ?? []) ?? [];
    return { recipients: [...people, ...namedPeople(body, 'attendees')] };
  }
}
