import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '../../../infra/audit/audit-log.js';
import { SYSTEM_SHUTDOWN, SYSTEM_START } from '../../../infra/audit/audited-actions.js';
import { VERSION } from '../../../infra/config/version.js';
import { Logger, SERVICE } from '../../../infra/telemetry/logger.js';

/** Entries of the process itself. A killed one leaves no `system_shutdown`. */
@Injectable()
export class SystemEntries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly audit: AuditLog,
    private readonly logger: Logger,
    @Inject(SERVICE) private readonly service: string,
  ) {}

  /** Not waited for: processes start without a database, too. */
  onApplicationBootstrap(): void {
    this.audit.note(SYSTEM_START, { metadata: { service: this.service, version: VERSION } });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.audit.tellLost();
    await this.audit
      .add(SYSTEM_SHUTDOWN, { metadata: { service: this.service, version: VERSION } })
      .catch((error: unknown) => this.logger.failure('audit.not_written', error));
  }
}
