import { Global, Module } from '@nestjs/common';
import { OutboxBacklog } from './outbox-backlog.js';
import { Outbox } from './outbox.js';

@Global()
@Module({ providers: [Outbox, OutboxBacklog], exports: [Outbox, OutboxBacklog] })
export class OutboxModule {}
