import { Injectable } from '@nestjs/common';
import { HOUR } from '../../kernel/clock.js';
import { RetentionTask } from '../queue/retention-task.js';
import { IDEMPOTENCY_RETENTION_HOURS } from './idempotency-key.entity.js';

/** Deletes expired idempotency keys. */
@Injectable()
export class IdempotencyCleanUp extends RetentionTask {
  readonly name = 'idempotency.clean-up';
  protected readonly keptMs = IDEMPOTENCY_RETENTION_HOURS * HOUR;
  protected readonly expired = ['idempotency_expire', 'idempotency_keys', 'created_at < $1'] as const;
}
