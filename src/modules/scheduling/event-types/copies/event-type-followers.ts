import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { isManaged, type SettingName, type Settings } from '../event-type/event-type.rules.js';
import { EVENT_TYPE_CHANGED } from '../event-types.events.js';
import { EventTypesRepository } from '../event-type/event-types.repository.js';

/** Applies changes of settings to managed copies; in the transaction of the change. */
@Injectable()
export class EventTypeFollowers {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @param parentId of an event type whose row is locked */
  async follow(actorId: string, parentId: string, changed: Partial<Settings>): Promise<void> {
    const names = (Object.keys(changed) as SettingName[]).filter(isManaged);
    if (names.length === 0) return;
    const copies = [...(await this.repository.copiesOf(parentId)).values()];
    if (copies.length === 0) return;
    const managed = Object.fromEntries(names.map((name) => [name, changed[name]])) as Partial<Settings>;
    await this.repository.changeAll(copies, columnsOf(managed));
    if (managed.requiredBookableIds) await this.repository.setRequiredBookables(copies, managed.requiredBookableIds);
    for (const eventTypeId of copies)
      await this.outbox.append(EVENT_TYPE_CHANGED, { eventTypeId, actorId, fields: names });
  }
}

export function columnsOf<T extends Partial<Settings>>(settings: T): Omit<T, 'hosts' | 'requiredBookableIds'> {
  const { hosts: _hosts, requiredBookableIds: _bookables, ...columns } = settings;
  return columns;
}
