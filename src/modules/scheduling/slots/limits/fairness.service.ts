import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { BookingCountersRepository } from './booking-counters.repository.js';
import { localDay } from './counted-periods.js';
import type { FairnessDto } from './fairness.dto.js';
import { fairnessStart, hostShares } from './fairness.js';

/** Shows the counters by which a round robin chooses hosts. */
@Injectable()
export class FairnessService {
  constructor(
    private readonly types: EventTypesApi,
    private readonly counters: BookingCountersRepository,
    private readonly users: UsersApi,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError not_found for everybody but its hosts and those who manage it */
  async of(actor: Actor, eventTypeId: string): Promise<FairnessDto> {
    const type = await this.types.findRunBy(actor.userId, eventTypeId);
    if (!type) throw new CodedError(NOT_FOUND);
    const now = this.clock.now();
    const from = fairnessStart(type, now);
    const today = localDay(now, type.timeZone);
    const { bookings, lastDay } = await this.counters.sharesSince(type.id, from);
    const people = await this.users.findByIds(type.hosts.map(({ userId }) => userId));
    return {
      windowDays: type.fairnessWindowDays,
      from,
      to: lastDay !== null && lastDay > today ? lastDay : today,
      hosts: hostShares(type.hosts, bookings).map((host) => ({
        ...host,
        // Whoever closes the account stops being a host a moment later.
        name: people.get(host.userId)?.name ?? FORMER_USER,
      })),
    };
  }
}
