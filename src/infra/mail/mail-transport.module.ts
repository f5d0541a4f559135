import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { MailConfig } from '../config/config.js';
import { Logger } from '../telemetry/logger.js';
import { createMailTransport } from './create-transport.js';
import { MailTransport } from './mail-transport.js';

/** The transport that `EMAIL_PROVIDER` names; for the worker, the only process that sends. */
@Module({
  providers: [{ provide: MailTransport, inject: [MailConfig, Logger], useFactory: createMailTransport }],
  exports: [MailTransport],
})
export class MailTransportModule implements OnApplicationShutdown {
  constructor(private readonly transport: MailTransport) {}

  /** After the workers have finished what they were sending. */
  async onApplicationShutdown(): Promise<void> {
    await this.transport.close();
  }
}
