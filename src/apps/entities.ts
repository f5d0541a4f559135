import { CircuitBreaker } from '../infra/circuits/circuit-breaker.entity.js';
import { IdempotencyKey } from '../infra/idempotency/idempotency-key.entity.js';
import { DeadLetter } from '../infra/outbox/dead-letter.entity.js';
import { InboxEntry } from '../infra/outbox/inbox-entry.entity.js';
import { OutboxMessage } from '../infra/outbox/outbox-message.entity.js';
import { OutboxWait } from '../infra/outbox/outbox-wait.entity.js';
import { features } from './features.js';

/** All entities. A test detects missing ones. */
export const entities = [
  OutboxMessage,
  OutboxWait,
  InboxEntry,
  DeadLetter,
  IdempotencyKey,
  CircuitBreaker,
  ...features.flatMap((feature) => feature.entities ?? []),
];
