import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { QUEUES, type QueueName } from './queues.js';

/** The BullMQ queues by name. Connection errors are expected while Redis is away and shown by the health check. */
@Injectable()
export class QueueDirectory {
  private readonly queues: Readonly<Record<QueueName, Queue>>;

  constructor(
    @InjectQueue('events') events: Queue,
    @InjectQueue('mail') mail: Queue,
    @InjectQueue('cron') cron: Queue,
  ) {
    this.queues = { events, mail, cron };
    for (const queue of this.all()) queue.on('error', () => undefined);
  }

  get(name: QueueName): Queue {
    return this.queues[name];
  }

  all(): Queue[] {
    return QUEUES.map((name) => this.queues[name]);
  }
}
