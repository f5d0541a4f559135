import type { INestApplicationContext } from '@nestjs/common';
import { DAY } from '../kernel/clock.js';
import { RUN_LIMITS } from '../kernel/run-request.js';
import { newKeySecret } from '../infra/access/key-secret.js';
import { hashSecret } from '../infra/access/link-secret.js';
import { Transactions } from '../infra/database/transactions.js';
import { EXAMPLE_IDS } from '../infra/http/example-ids.js';
import { exampleTime } from '../infra/http/examples.js';
import { WebhookSecrets } from '../modules/messages/webhooks/webhook/webhook-secrets.js';
import { Webhook } from '../modules/messages/webhooks/webhook/webhook.entity.js';
import { ApiKey } from '../modules/people/auth/api-keys/api-key.entity.js';
import { Execution } from '../modules/learning/executions/run/execution.entity.js';
import { SessionPaste } from '../modules/learning/sessions/pastes/session-paste.entity.js';
import { SessionRooms } from '../modules/learning/sessions/sessions.api.js';
import { AvailabilityApi } from '../modules/scheduling/availability/availability.api.js';
import { CalendarAddresses } from '../modules/scheduling/calendars/calendar-addresses.js';
import { ExternalCalendar } from '../modules/scheduling/calendars/entities/external-calendar.entity.js';
import { GivenIds } from './given-ids.js';

type ExampleName = keyof typeof EXAMPLE_IDS;

interface Row {
  readonly id: string;
}

/** Rows with the ids of the examples in the OpenAPI document. */
export class ExampleRows {
  private readonly ids: GivenIds;

  /** @param isFree false where an earlier demo used the ids: erased accounts keep theirs */
  constructor(
    private readonly app: INestApplicationContext,
    private readonly isFree: boolean,
  ) {
    this.ids = new GivenIds(app);
  }

  /**
   * @param row inserted in this transaction
   * @returns its id from now on
   */
  async name(name: ExampleName, { id }: Row): Promise<string> {
    return this.isFree ? this.ids.give(EXAMPLE_IDS[name], id) : id;
  }

  /** What was run in a room, as it is kept then; nothing runs it here. */
  async makeExecution(sessionId: string, userId: string, organizationId: string): Promise<void> {
    if (!this.isFree) return;
    const { manager } = this.app.get(Transactions, { strict: false });
    const [startedAt, wallMs, limits] = [new Date(), 61, RUN_LIMITS];
    const stage = { stdout: 'hello\n', stderr: '', truncated: false, exitCode: 0, signal: null, wallMs };
    await manager.insert(Execution, {
      ...{ id: EXAMPLE_IDS.execution, sessionId, userId, organizationId },
      ...{ kind: 'run', language: 'python', status: 'ok', version: '3.12.0', driver: 'wasm' },
      files: [{ path: 'main.py', content: 'print(input()[::-1])' }],
      ...{ stdin: 'olleh', args: [], excerpt: stage.stdout, durationMs: wallMs, startedAt, finishedAt: startedAt },
      outcome: { compile: null, run: { ...stage, cpuMs: 40, memoryBytes: 9_437_184 }, limits, tests: null },
    });
    await this.app.get(SessionRooms, { strict: false }).countRun(sessionId, userId, wallMs);
  }

  /** As of what the room began with, had it come by a paste. */
  async makePaste(sessionId: string, userId: string): Promise<void> {
    if (!this.isFree) return;
    const place = { sessionId, userId, seq: '0', fileId: 'main', path: 'main.py' };
    const { manager } = this.app.get(Transactions, { strict: false });
    await manager.insert(SessionPaste, { id: EXAMPLE_IDS.sessionPaste, ...place, length: 200, way: 'at_once' });
  }

  async nameFirst(name: ExampleName, [row]: readonly Row[]): Promise<void> {
    if (row) await this.name(name, row);
  }

  /**
   * Inserts directly what needs a login session, as it would be then. Nobody knows the secret of the key; webhook and
   * external calendar have unreachable URLs.
   */
  async makeForApps(userId: string): Promise<void> {
    if (!this.isFree) return;
    const { manager } = this.app.get(Transactions, { strict: false });
    const secret = newKeySecret();
    await manager.insert(ApiKey, {
      id: EXAMPLE_IDS.apiKey,
      userId,
      madeBy: userId,
      name: 'Calendar in the lobby',
      hash: hashSecret(secret),
      lastFour: secret.slice(-4),
      scopes: ['bookings:read'],
      expiresAt: new Date(Date.now() + 365 * DAY),
    });
    await manager.insert(Webhook, {
      id: EXAMPLE_IDS.webhook,
      userId,
      responsibleId: userId,
      url: 'https://receiver.example.com/lyceum',
      events: ['booking.confirmed', 'booking.cancelled'],
      isActive: false,
      secret: this.app.get(WebhookSecrets, { strict: false }).make().sealed,
    });
    await this.app.get(AvailabilityApi, { strict: false }).ensurePeople([userId]);
    await manager.insert(ExternalCalendar, {
      id: EXAMPLE_IDS.externalCalendar,
      ownerId: userId,
      bookableId: userId,
      name: 'Private',
      ...this.app.get(CalendarAddresses, { strict: false }).seal('https://calendar.example.com/ada.ics'),
      nextSyncAt: new Date(exampleTime('00:00')),
    });
  }
}
