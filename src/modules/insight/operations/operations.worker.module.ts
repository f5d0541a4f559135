import { Module } from '@nestjs/common';
import { CircuitsCleanUp } from '../../../infra/circuits/circuits-clean-up.task.js';
import { IdempotencyCleanUp } from '../../../infra/idempotency/idempotency-clean-up.task.js';
import { OutboxCleanUp } from '../../../infra/outbox/outbox-clean-up.task.js';

/** Clean-up tasks of infra. */
@Module({ providers: [OutboxCleanUp, IdempotencyCleanUp, CircuitsCleanUp] })
export class OperationsWorkerModule {}
