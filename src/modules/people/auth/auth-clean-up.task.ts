import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../infra/config/config.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { AccessChangesRepository } from './sessions/access-changes.repository.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import { AuthRepository } from './sessions/auth.repository.js';
import { LinksRepository } from './links/links.repository.js';
import { SignInThrottleGate } from './sign-in/sign-in-throttle.js';

@Injectable()
export class AuthCleanUpTask extends ScheduledTask {
  readonly name = 'auth.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly repository: AuthRepository,
    private readonly keys: ApiKeysRepository,
    private readonly links: LinksRepository,
    private readonly throttle: SignInThrottleGate,
    private readonly changes: AccessChangesRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(): Promise<void> {
    await this.repository.removeExpired();
    await this.keys.removeEnded();
    await this.links.removeExpired();
    await this.throttle.removeForgotten();
    await this.changes.removeOld();
  }
}
