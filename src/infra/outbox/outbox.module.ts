import { Global, Module } from '@nestjs/common';
import { MessagesUnderWay } from './messages-under-way.js';
import { OutboxBacklog } from './outbox-backlog.js';
import { Outbox } from './outbox.js';

@Global()
@Module({ providers: [Outbox, OutboxBacklog, MessagesUnderWay], exports: [Outbox, OutboxBacklog, MessagesUnderWay] })
export class OutboxModule {}
