import { Global, Module } from '@nestjs/common';
import { MessageTexts } from './message-texts.js';
import { MessagesUnderWay } from './messages-under-way.js';
import { OutboxBacklog } from './outbox-backlog.js';
import { Outbox } from './outbox.js';
import { WaitingMessages } from './waiting-messages.js';

@Global()
@Module({
  providers: [Outbox, OutboxBacklog, WaitingMessages, MessagesUnderWay, MessageTexts],
  exports: [Outbox, OutboxBacklog, WaitingMessages, MessagesUnderWay, MessageTexts],
})
export class OutboxModule {}
